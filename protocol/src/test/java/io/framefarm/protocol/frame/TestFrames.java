package io.framefarm.protocol.frame;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures to encode. */
final class TestFrames {
    private TestFrames() {}

    static RgbFrame noise(int width, int height, long seed) {
        byte[] rgb = new byte[3 * width * height];
        new Random(seed).nextBytes(rgb);
        return new RgbFrame(width, height, rgb);
    }

    static RgbFrame gradient(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            rgb[i] = (byte) (pixel % width + pixel / width * (i % 3));
        }
        return new RgbFrame(width, height, rgb);
    }

    static RgbFrame of(BufferedImage image) {
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        int out = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                rgb[out++] = (byte) (pixel >> 16);
                rgb[out++] = (byte) (pixel >> 8);
                rgb[out++] = (byte) pixel;
            }
        }
        return new RgbFrame(image.getWidth(), image.getHeight(), rgb);
    }

    static BufferedImage image(RgbFrame frame) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = frame.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            int pixel = (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255);
            image.setRGB(i / 3 % frame.width(), i / 3 / frame.width(), pixel);
        }
        return image;
    }
}
