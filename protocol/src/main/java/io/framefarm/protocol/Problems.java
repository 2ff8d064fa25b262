package io.framefarm.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gathers what is wrong, worded alike. */
final class Problems {
    /** Enough to correct a request by; a hostile one could have thousands. */
    private static final int MAX_PROBLEMS = 100;

    private final List<Problem> found = new ArrayList<>();

    List<Problem> found() {
        return List.copyOf(found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void add(String path, String message) {
        add(new Problem(path, message));
    }

    void add(Problem problem) {
        if (found.size() < MAX_PROBLEMS) {
            found.add(problem);
        } else if (found.size() == MAX_PROBLEMS) {
            found.add(new Problem("", "and more; only the first " + MAX_PROBLEMS + " problems are listed"));
        }
    }

    void range(String path, int value, int min, int max) {
        if (value < min) {
            add(path, "%d is below %d (allowed: %d to %d)".formatted(value, min, min, max));
        } else if (value > max) {
            add(path, "%d is above %d (allowed: %d to %d)".formatted(value, max, min, max));
        }
    }

    void range(String path, float value, float min, float max) {
        // Not the negation: NaN must fail.
        if (!(value >= min && value <= max)) {
            add(path, String.format(Locale.ROOT, "%s is not allowed (allowed: %s to %s)", value, min, max));
        }
    }

    void atMost(String path, String what, int count, int max) {
        if (count > max) {
            add(path, "%d %s are too many (allowed: up to %d)".formatted(count, what, max));
        }
    }

    /** Text of people: bounded, and free of characters that no prompt has a use for. */
    void text(String path, String text, int maxLength) {
        int length = text.codePointCount(0, text.length());
        if (length > maxLength) {
            add(path, "%d characters are too many (allowed: up to %d)".formatted(length, maxLength));
        }
        text.codePoints()
                .filter(Problems::isForbidden)
                .findFirst()
                .ifPresent(c -> add(path, String.format(Locale.ROOT, "contains the control character U+%04X", c)));
    }

    void name(String path, String name) {
        if (!Limits.isName(name)) {
            add(
                    path,
                    "`%s` is no name (allowed: 1 to %d letters, digits, dots, hyphens and underscores, the first a letter or digit)"
                            .formatted(Limits.abbreviated(name), Limits.MAX_NAME_LENGTH));
        }
    }

    private static boolean isForbidden(int codePoint) {
        return (Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t' && codePoint != '\r')
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
