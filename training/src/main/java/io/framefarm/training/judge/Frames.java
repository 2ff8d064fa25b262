package io.framefarm.training.judge;

import io.framefarm.training.world.Rgb;

/** The decoded frames of a clip, with a small linear algebra of colours. */
final class Frames {
    private final byte[][] frames;
    private final int width;
    private final int height;

    Frames(byte[][] frames, int width, int height) {
        if (frames.length == 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("clip of %d frames of %d x %d pixels: all must be positive"
                    .formatted(frames.length, width, height));
        }
        for (int frame = 0; frame < frames.length; frame++) {
            if (frames[frame].length != width * height * 3) {
                throw new IllegalArgumentException("frame %d has %d bytes: %d x %d pixels of RGB take %d"
                        .formatted(frame, frames[frame].length, width, height, width * height * 3));
            }
        }
        this.frames = frames;
        this.width = width;
        this.height = height;
    }

    int count() {
        return frames.length;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int pixels() {
        return width * height;
    }

    /** How far a pixel is from a colour. */
    double distance(int frame, int pixel, Rgb rgb) {
        return rgb.distanceTo(channel(frame, pixel, 0), channel(frame, pixel, 1), channel(frame, pixel, 2));
    }

    /** How far a pixel is from the nearest mixture of two colours. */
    double distanceToMixture(int frame, int pixel, Rgb from, Rgb to) {
        double spanRed = to.red() - from.red();
        double spanGreen = to.green() - from.green();
        double spanBlue = to.blue() - from.blue();
        double red = channel(frame, pixel, 0) - from.red();
        double green = channel(frame, pixel, 1) - from.green();
        double blue = channel(frame, pixel, 2) - from.blue();
        double length = spanRed * spanRed + spanGreen * spanGreen + spanBlue * spanBlue;
        double share = (red * spanRed + green * spanGreen + blue * spanBlue) / Math.max(1, length);
        double t = Math.min(1, Math.max(0, share));
        double offRed = red - t * spanRed;
        double offGreen = green - t * spanGreen;
        double offBlue = blue - t * spanBlue;
        return Math.sqrt(offRed * offRed + offGreen * offGreen + offBlue * offBlue);
    }

    private int channel(int frame, int pixel, int channel) {
        return frames[frame][3 * pixel + channel] & 0xFF;
    }
}
