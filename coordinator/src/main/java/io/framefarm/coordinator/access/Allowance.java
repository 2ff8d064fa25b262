package io.framefarm.coordinator.access;

/**
 * How much a producer may ask for.
 *
 * @param rendersInFlight renders that have not ended, 1 or more
 * @param framesPerDay frames submitted within 24 hours, 1 or more
 * @param requestsPerSecond over time, 1 or more; ten times as many may come at once
 */
public record Allowance(int rendersInFlight, long framesPerDay, int requestsPerSecond) {

    public static final Allowance UNLIMITED = new Allowance(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    public Allowance {
        requirePositive("renders_in_flight", rendersInFlight);
        requirePositive("frames_per_day", framesPerDay);
        requirePositive("requests_per_second", requestsPerSecond);
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + ": " + value + " is below 1");
        }
    }
}
