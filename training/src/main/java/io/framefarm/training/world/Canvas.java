package io.framefarm.training.world;

import java.util.Arrays;

/** One frame while it is painted, anti-aliased by the distance of each pixel to a shape's edge. */
final class Canvas {
    private final int side;
    private final float[] pixels; // [side, side, 3], 0 to 255
    private final float[] foreground; // [side, side], the share of each pixel that is not background

    Canvas(int side) {
        this.side = side;
        this.pixels = new float[side * side * 3];
        this.foreground = new float[side * side];
    }

    void fill(Background background) {
        for (int row = 0; row < side; row++) {
            Rgb rgb = background.at((row + 0.5) / side);
            for (int i = row * side * 3; i < (row + 1) * side * 3; i += 3) {
                pixels[i] = rgb.red();
                pixels[i + 1] = rgb.green();
                pixels[i + 2] = rgb.blue();
            }
        }
        Arrays.fill(foreground, 0);
    }

    void paint(Figure.Layer layer, Rgb rgb, Pose pose) {
        double scale = pose.radius() * side;
        double tall = scale * pose.stretch();
        double wide = scale / pose.stretch();
        Heading heading = pose.heading();
        double originX = pose.x() * side;
        double originY = pose.y() * side;
        double centreX = originX + wide * heading.right(layer.centreX(), layer.centreY());
        double centreY = originY + tall * heading.down(layer.centreX(), layer.centreY());
        int lastRow = Math.min(side - 1, (int) Math.ceil(centreY + layer.reach() * tall));
        int lastColumn = Math.min(side - 1, (int) Math.ceil(centreX + layer.reach() * wide));
        int firstColumn = Math.max(0, (int) Math.floor(centreX - layer.reach() * wide - 1));
        int firstRow = Math.max(0, (int) Math.floor(centreY - layer.reach() * tall - 1));
        for (int row = firstRow; row <= lastRow; row++) {
            double y = (row + 0.5 - originY) / tall;
            for (int column = firstColumn; column <= lastColumn; column++) {
                double x = (column + 0.5 - originX) / wide;
                double distance = layer.shape().distance(heading.ahead(x, y), heading.beneath(x, y));
                blend(row * side + column, rgb, 0.5 - distance * scale);
            }
        }
    }

    private void blend(int pixel, Rgb rgb, double coverage) {
        if (coverage <= 0) {
            return;
        }
        float share = (float) Math.min(1, coverage);
        int i = 3 * pixel;
        pixels[i] += share * (rgb.red() - pixels[i]);
        pixels[i + 1] += share * (rgb.green() - pixels[i + 1]);
        pixels[i + 2] += share * (rgb.blue() - pixels[i + 2]);
        foreground[pixel] = Math.max(foreground[pixel], share);
    }

    /** The frame as interleaved RGB bytes. */
    byte[] bytes() {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) (pixels[i] + 0.5f);
        }
        return bytes;
    }

    /** Writes the frame as planes [3, side, side] in [-1, 1]. */
    void writePlanes(float[] target, int offset) {
        int plane = side * side;
        for (int pixel = 0; pixel < plane; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                target[offset + channel * plane + pixel] = pixels[3 * pixel + channel] / 127.5f - 1;
            }
        }
    }

    /** Writes the share of foreground as one plane [side, side] in [0, 1]. */
    void writeForeground(float[] target, int offset) {
        System.arraycopy(foreground, 0, target, offset, foreground.length);
    }
}
