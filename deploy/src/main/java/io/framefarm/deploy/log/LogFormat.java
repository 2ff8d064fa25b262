package io.framefarm.deploy.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How log lines look on standard error: for people, or one JSON object each. The configuration has a file for each. */
public enum LogFormat {
    TEXT,
    JSON;

    /** Which file {@code logback.xml} includes; takes effect only before the first logger is made. */
    private static final String PROPERTY = "farm.log.format";

    /** The format of this name; refuses any other. */
    public static LogFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.key().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`" + name + "` (allowed: "
                        + Arrays.stream(values()).map(LogFormat::key).collect(Collectors.joining(", ")) + ")"));
    }

    public void choose() {
        System.setProperty(PROPERTY, key());
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
