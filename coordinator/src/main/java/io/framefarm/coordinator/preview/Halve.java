package io.framefarm.coordinator.preview;

import io.framefarm.protocol.frame.RgbFrame;

/** Makes a frame half as wide and half as high: each pixel is the mean of four. Sides stay even, as video needs them. */
final class Halve {
    private Halve() {}

    static RgbFrame halve(RgbFrame frame) {
        int width = frame.width() / 4 * 2;
        int height = frame.height() / 4 * 2;
        byte[] from = frame.rgb();
        byte[] rgb = new byte[3 * width * height];
        int rowBytes = 3 * frame.width();
        int out = 0;
        for (int y = 0; y < height; y++) {
            int above = 2 * y * rowBytes;
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int at = above + 6 * x + channel;
                    int sum = (from[at] & 255)
                            + (from[at + 3] & 255)
                            + (from[at + rowBytes] & 255)
                            + (from[at + rowBytes + 3] & 255);
                    rgb[out++] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return new RgbFrame(width, height, rgb);
    }
}
