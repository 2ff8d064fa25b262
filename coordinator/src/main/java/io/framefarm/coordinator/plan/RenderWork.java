package io.framefarm.coordinator.plan;

/**
 * How much there is to compute.
 *
 * @param frameSteps frames through the network, each step counted
 * @param decodedFrames frames from latents to pixels
 */
public record RenderWork(long frameSteps, long decodedFrames) {
    public static final RenderWork NONE = new RenderWork(0, 0);

    /**
     * Floating point operations for each pixel, of Stable Diffusion 1.5 with motion modules, measured at 256x256: one
     * step of 16 frames takes 4,061 GFLOP, decoding a frame 622.
     */
    private static final double STEP_FLOP_PER_PIXEL = 4061e9 / 16 / (256 * 256);

    private static final double DECODE_FLOP_PER_PIXEL = 622e9 / (256 * 256);

    /** Of one segment; {@code steps} are those of a run from noise. */
    public static RenderWork of(PlannedSegment segment, int steps) {
        return new RenderWork(segment.frameSteps(steps), segment.published().getFrames());
    }

    /** With guidance every step asks the network twice. */
    RenderWork guided(boolean guided) {
        return guided ? new RenderWork(2 * frameSteps, decodedFrames) : this;
    }

    public RenderWork plus(RenderWork other) {
        return new RenderWork(frameSteps + other.frameSteps, decodedFrames + other.decodedFrames);
    }

    /** For comparing work: decoding a frame is about two and a half steps. */
    public long units(long pixels) {
        return pixels * (2 * frameSteps + 5 * decodedFrames);
    }

    /** For a model of the size of Stable Diffusion 1.5 without guidance. */
    public double teraflop(long pixels) {
        return pixels * (frameSteps * STEP_FLOP_PER_PIXEL + decodedFrames * DECODE_FLOP_PER_PIXEL) / 1e12;
    }
}
