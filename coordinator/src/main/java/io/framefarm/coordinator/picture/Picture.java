package io.framefarm.coordinator.picture;

import io.framefarm.protocol.frame.RgbFrame;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture that can be made smaller and written as a JPEG. */
final class Picture {
    private final BufferedImage image;

    Picture(BufferedImage image) {
        this.image = image;
    }

    static Picture of(RgbFrame frame) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = frame.rgb();
        int at = 0;
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                image.setRGB(x, y, (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | (rgb[at + 2] & 255));
                at += 3;
            }
        }
        return new Picture(image);
    }

    Picture withinWidth(int maxWidth) {
        return image.getWidth() <= maxWidth
                ? this
                : sized(maxWidth, Math.max(1, image.getHeight() * maxWidth / image.getWidth()));
    }

    Picture withinSide(int maxSide) {
        int longer = Math.max(image.getWidth(), image.getHeight());
        return longer <= maxSide
                ? this
                : sized(
                        Math.max(1, image.getWidth() * maxSide / longer),
                        Math.max(1, image.getHeight() * maxSide / longer));
    }

    private Picture sized(int width, int height) {
        BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return new Picture(smaller);
    }

    BufferedImage image() {
        return image;
    }

    byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpg", out)) {
            throw new IOException("this Java has no JPEG writer");
        }
        return out.toByteArray();
    }
}
