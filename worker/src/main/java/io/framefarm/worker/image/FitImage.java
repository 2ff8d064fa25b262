package io.framefarm.worker.image;

import io.framefarm.protocol.frame.RgbFrame;

/** Makes an image exactly as large as asked for: scales it until it covers the size, then cuts off the rest evenly. */
public final class FitImage {
    private FitImage() {}

    public static RgbFrame fit(RgbFrame image, int width, int height) {
        if (image.width() == width && image.height() == height) {
            return image;
        }
        double horizontal = (double) width / image.width();
        double vertical = (double) height / image.height();
        boolean wide = (double) width / height > (double) image.width() / image.height();
        // Rounded to even as Python does; the side that decides fits exactly.
        int scaledWidth = wide ? width : Math.max(width, (int) Math.rint(vertical * image.width()));
        int scaledHeight = wide ? Math.max(height, (int) Math.rint(horizontal * image.height())) : height;
        RgbFrame scaled = Lanczos.resize(image, scaledWidth, scaledHeight);
        return crop(
                scaled,
                (int) Math.rint((scaledWidth - width) / 2.0),
                (int) Math.rint((scaledHeight - height) / 2.0),
                width,
                height);
    }

    private static RgbFrame crop(RgbFrame image, int left, int top, int width, int height) {
        byte[] cropped = new byte[width * height * RgbFrame.CHANNELS];
        int row = width * RgbFrame.CHANNELS;
        for (int y = 0; y < height; y++) {
            int from = ((top + y) * image.width() + left) * RgbFrame.CHANNELS;
            System.arraycopy(image.rgb(), from, cropped, y * row, row);
        }
        return new RgbFrame(width, height, cropped);
    }
}
