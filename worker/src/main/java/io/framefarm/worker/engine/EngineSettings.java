package io.framefarm.worker.engine;

/**
 * What bounds an engine.
 *
 * @param networkBytes how much memory the networks kept ready may hold between renders
 */
public record EngineSettings(long networkBytes) {

    private static final long GIB = 1L << 30;

    public EngineSettings {
        if (networkBytes < 0) {
            throw new IllegalArgumentException("networkBytes: " + networkBytes + " (allowed: 0 and more)");
        }
    }

    /** Room for two models of the size of Stable Diffusion 1.5. */
    public static EngineSettings usual() {
        return new EngineSettings(12 * GIB);
    }
}
