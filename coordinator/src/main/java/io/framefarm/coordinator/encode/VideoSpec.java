package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;

/**
 * What a video shall be.
 *
 * @param width of the frames that will come, in pixels
 * @param height of the frames that will come, in pixels
 * @param upscale whole-number enlargement of the frames, by a Lanczos filter; 1 leaves them as they are
 * @param fps frames a second
 * @param title what players show, usually the prompt
 */
public record VideoSpec(VideoFormat format, int width, int height, int upscale, int fps, String title) {
    public VideoSpec {
        requireRange("upscale", upscale, 1, 16);
        requireRange("fps", fps, 1, 240);
        requireRange("width", width, 2, RgbFrame.MAX_SIDE / upscale);
        requireRange("height", height, 2, RgbFrame.MAX_SIDE / upscale);
        // Colour is stored for blocks of 2x2 pixels.
        if (width * upscale % 2 != 0 || height * upscale % 2 != 0) {
            throw new IllegalArgumentException(
                    "size: " + width + "x" + height + " enlarged " + upscale + " times is odd; video needs even sides");
        }
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " is not within " + min + " and " + max);
        }
    }

    public int videoWidth() {
        return width * upscale;
    }

    public int videoHeight() {
        return height * upscale;
    }

    void requireFits(RgbFrame frame) {
        if (frame.width() != width || frame.height() != height) {
            throw new IllegalArgumentException("a frame of " + frame.width() + "x" + frame.height()
                    + " pixels in a video of frames of " + width + "x" + height);
        }
    }
}
