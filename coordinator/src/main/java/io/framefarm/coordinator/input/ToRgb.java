package io.framefarm.coordinator.input;

import io.framefarm.protocol.frame.RgbFrame;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** From whatever an image was stored as to red, green and blue; what is transparent becomes white. */
final class ToRgb {
    private static final int WHITE = 255;

    private ToRgb() {}

    static RgbFrame convert(BufferedImage image) {
        boolean grey = image.getRaster().getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
        byte[] rgb = grey ? greys(image) : colours(image);
        return new RgbFrame(image.getWidth(), image.getHeight(), rgb);
    }

    private static byte[] colours(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[width * image.getHeight() * RgbFrame.CHANNELS];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int alpha = argb >>> 24;
                rgb[to++] = onWhite((argb >> 16) & 0xFF, alpha, WHITE);
                rgb[to++] = onWhite((argb >> 8) & 0xFF, alpha, WHITE);
                rgb[to++] = onWhite(argb & 0xFF, alpha, WHITE);
            }
        }
        return rgb;
    }

    /** Taken as they are: the platform holds greys for linear light and would brighten them. */
    private static byte[] greys(BufferedImage image) {
        Raster raster = image.getRaster();
        int bits = raster.getSampleModel().getSampleSize(0);
        int largest = (1 << bits) - 1;
        boolean transparent = raster.getNumBands() == 2;
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * RgbFrame.CHANNELS];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int grey = raster.getSample(x, y, 0);
                int alpha = transparent ? raster.getSample(x, y, 1) : largest;
                byte value = onWhite(grey * WHITE / largest, alpha, largest);
                for (int channel = 0; channel < RgbFrame.CHANNELS; channel++) {
                    rgb[to++] = value;
                }
            }
        }
        return rgb;
    }

    private static byte onWhite(int value, int alpha, int opaque) {
        return (byte) ((value * alpha + WHITE * (opaque - alpha)) / opaque);
    }
}
