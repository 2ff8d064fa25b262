package io.framefarm.training.judge;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/** How many percent of clips were right, by property; {@code appearance} is all but the motion. */
public record JudgeReport(
        int clips, double subject, double colour, double background, double motion, double appearance, double all) {
    public static JudgeReport of(Collection<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            throw new IllegalArgumentException("no verdicts: a report needs at least one");
        }
        return new JudgeReport(
                verdicts.size(),
                percent(verdicts, Verdict::subject),
                percent(verdicts, Verdict::colour),
                percent(verdicts, Verdict::background),
                percent(verdicts, Verdict::motion),
                percent(verdicts, Verdict::appearance),
                percent(verdicts, Verdict::all));
    }

    /** The lowest score of a single property. */
    public double weakest() {
        return Math.min(Math.min(subject, colour), Math.min(background, motion));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d clips: object %.1f %%, colour %.1f %%, background %.1f %%, motion %.1f %%, first three %.1f %%, all %.1f %%",
                clips,
                subject,
                colour,
                background,
                motion,
                appearance,
                all);
    }

    private static double percent(Collection<Verdict> verdicts, Predicate<Verdict> right) {
        return 100.0 * verdicts.stream().filter(right).count() / verdicts.size();
    }
}
