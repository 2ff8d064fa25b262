package io.framefarm.coordinator.plan;

/**
 * How much there is to compute.
 *
 * @param frameSteps frames through the network, each step counted
 * @param decodedFrames frames from latents to pixels by the VAE
 * @param draftFrames the same by a decoder for drafts
 */
public record RenderWork(long frameSteps, long decodedFrames, long draftFrames) {
    public static final RenderWork NONE = new RenderWork(0, 0, 0);

    /**
     * Floating point operations for each pixel, of Stable Diffusion 1.5 with motion modules, measured at 256x256: one
     * step of 16 frames takes 4,061 GFLOP, decoding a frame 622, and TAESD 35.
     */
    private static final double STEP_FLOP_PER_PIXEL = 4061e9 / 16 / (256 * 256);

    private static final double DECODE_FLOP_PER_PIXEL = 622e9 / (256 * 256);
    private static final double DRAFT_FLOP_PER_PIXEL = 35e9 / (256 * 256);

    /** Of one segment; {@code steps} are those of a run from noise. */
    public static RenderWork of(PlannedSegment segment, int steps) {
        return new RenderWork(segment.frameSteps(steps), segment.published().getFrames(), 0);
    }

    /** With guidance every step asks the network twice. */
    RenderWork guided(boolean guided) {
        return guided ? new RenderWork(2 * frameSteps, decodedFrames, draftFrames) : this;
    }

    /** Of a draft, no frame goes through the VAE. */
    public RenderWork drafted(boolean draft) {
        return draft ? new RenderWork(frameSteps, 0, draftFrames + decodedFrames) : this;
    }

    public RenderWork plus(RenderWork other) {
        return new RenderWork(
                frameSteps + other.frameSteps, decodedFrames + other.decodedFrames, draftFrames + other.draftFrames);
    }

    /** For comparing work: decoding a frame is about two and a half steps, that of a draft a seventh of one. */
    public long units(long pixels) {
        return pixels * (2 * frameSteps + 5 * decodedFrames) + pixels * 2 * draftFrames / 7;
    }

    /** For a model of the size of Stable Diffusion 1.5 without guidance. */
    public double teraflop(long pixels) {
        double flopPerPixel = frameSteps * STEP_FLOP_PER_PIXEL
                + decodedFrames * DECODE_FLOP_PER_PIXEL
                + draftFrames * DRAFT_FLOP_PER_PIXEL;
        return pixels * flopPerPixel / 1e12;
    }
}
