package io.framefarm.coordinator.metrics;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Failure codes as a label: workers of any version make them up, and a label has to have few values. */
final class FailureCodes {
    static final String OTHER = "OTHER";

    private static final int MOST = 100;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,47}");

    private final Set<String> seen = new HashSet<>();

    String label(String code) {
        boolean fits = CODE.matcher(code).matches() && (seen.contains(code) || seen.size() < MOST);
        if (fits) {
            seen.add(code);
        }
        return fits ? code : OTHER;
    }
}
