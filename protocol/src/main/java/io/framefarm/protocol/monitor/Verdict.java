package io.framefarm.protocol.monitor;

import java.util.List;
import java.util.Optional;

/**
 * What became of a check.
 *
 * @param lines each part with its problem, or {@code ok}
 */
record Verdict(boolean good, List<String> lines) {

    Verdict {
        lines = List.copyOf(lines);
    }

    static Verdict of(List<Condition> conditions) {
        boolean good = true;
        String[] lines = new String[conditions.size()];
        for (int i = 0; i < lines.length; i++) {
            Optional<String> problem = conditions.get(i).problem().get();
            good &= problem.isEmpty();
            lines[i] = conditions.get(i).part() + ": " + problem.orElse("ok");
        }
        return new Verdict(good, List.of(lines));
    }
}
