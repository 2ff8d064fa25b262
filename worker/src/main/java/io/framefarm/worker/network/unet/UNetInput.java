package io.framefarm.worker.network.unet;

/**
 * The size that a UNet graph is built for.
 *
 * @param batch videos side by side, for example 2 with classifier-free guidance
 * @param frames 1 for images
 * @param height of the latents: an eighth of the image's
 * @param width of the latents: an eighth of the image's
 * @param texts one for each video, or one for each frame of each video
 * @param tokens length of each text
 * @param imageFeatures whether an image encoder's features come in
 * @param residuals whether ControlNets' residuals come in
 */
public record UNetInput(
        int batch, int frames, int height, int width, int texts, int tokens, boolean imageFeatures, boolean residuals) {
    /** The length of a text that CLIP encodes at a time. */
    private static final int CLIP_TOKENS = 77;

    /** Videos that nothing but the text guides. */
    public UNetInput(int batch, int frames, int height, int width, int texts, int tokens) {
        this(batch, frames, height, width, texts, tokens, false, false);
    }

    public UNetInput {
        positive("batch", batch);
        positive("frames", frames);
        positive("height", height);
        positive("width", width);
        positive("tokens", tokens);
        if (texts != batch && texts != batch * frames) {
            throw new IllegalArgumentException("texts: " + texts + " (allowed: " + batch + ", one a video, or "
                    + batch * frames + ", one a frame)");
        }
    }

    /** Videos with one text each. */
    public static UNetInput videos(int batch, int frames, int height, int width) {
        return new UNetInput(batch, frames, height, width, batch, CLIP_TOKENS);
    }

    /** Images with one text each. */
    public static UNetInput images(int batch, int height, int width) {
        return videos(batch, 1, height, width);
    }

    /** The same videos with a text for each frame. */
    public UNetInput withTextPerFrame() {
        return new UNetInput(batch, frames, height, width, batch * frames, tokens, imageFeatures, residuals);
    }

    public UNetInput withTokens(int newTokens) {
        return new UNetInput(batch, frames, height, width, texts, newTokens, imageFeatures, residuals);
    }

    /** The same videos, guided or not. */
    public UNetInput withGuides(boolean byImage, boolean byControls) {
        return new UNetInput(batch, frames, height, width, texts, tokens, byImage, byControls);
    }

    private static void positive(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + ": " + value + " (allowed: 1 and more)");
        }
    }
}
