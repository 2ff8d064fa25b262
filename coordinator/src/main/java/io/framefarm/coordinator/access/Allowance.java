package io.framefarm.coordinator.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How much a producer may ask for.
 *
 * @param rendersInFlight renders that have not ended, 1 or more
 * @param framesPerDay frames submitted within 24 hours, 1 or more
 * @param requestsPerSecond over time, 1 or more; ten times as many may come at once
 */
public record Allowance(int rendersInFlight, long framesPerDay, int requestsPerSecond) {

    private static final String IN_FLIGHT = "renders_in_flight";
    private static final String PER_DAY = "frames_per_day";
    private static final String PER_SECOND = "requests_per_second";

    public static final Allowance UNLIMITED = new Allowance(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    public Allowance {
        requirePositive(IN_FLIGHT, rendersInFlight);
        requirePositive(PER_DAY, framesPerDay);
        requirePositive(PER_SECOND, requestsPerSecond);
    }

    /** What is not limited by a word such as {@code renders_in_flight=4} is unlimited. */
    public static Allowance of(Collection<String> words) {
        Allowance allowance = UNLIMITED;
        for (String word : words) {
            allowance = allowance.with(word);
        }
        return allowance;
    }

    /** Those that {@link #of} takes. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (rendersInFlight < Integer.MAX_VALUE) {
            words.add(IN_FLIGHT + "=" + rendersInFlight);
        }
        if (framesPerDay < Long.MAX_VALUE) {
            words.add(PER_DAY + "=" + framesPerDay);
        }
        if (requestsPerSecond < Integer.MAX_VALUE) {
            words.add(PER_SECOND + "=" + requestsPerSecond);
        }
        return words;
    }

    private Allowance with(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        long value = number(name, word.substring(equals + 1));
        return switch (name) {
            case IN_FLIGHT -> new Allowance(whole(name, value), framesPerDay, requestsPerSecond);
            case PER_DAY -> new Allowance(rendersInFlight, value, requestsPerSecond);
            case PER_SECOND -> new Allowance(rendersInFlight, framesPerDay, whole(name, value));
            default ->
                throw new IllegalArgumentException(
                        "`%s` is unknown (allowed: %s, %s, %s)".formatted(name, IN_FLIGHT, PER_DAY, PER_SECOND));
        };
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(name + ": `" + text + "` is no whole number", noNumber);
        }
    }

    private static int whole(String name, long value) {
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + ": " + value + " is above " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + ": " + value + " is below 1");
        }
    }
}
