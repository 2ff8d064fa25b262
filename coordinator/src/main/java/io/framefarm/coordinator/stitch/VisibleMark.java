package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.Locale;

/** Draws a short text into the lower right corner of each frame: light letters on a darkened plate. */
final class VisibleMark {
    private static final int LIGHT = 235;
    /** Letters take about a thirtieth of the height, and no more than the width has room for. */
    private static final int HEIGHT_IN_LETTERS = 30;

    private final String text;

    /** An empty text draws nothing. */
    VisibleMark(String text) {
        this.text = text.toUpperCase(Locale.ROOT);
    }

    /** The frame itself when there is nothing to draw, else a copy. */
    RgbFrame draw(RgbFrame frame) {
        if (text.isEmpty()) {
            return frame;
        }
        int letters = text.length() * PixelFont.ADVANCE + 3;
        int scale = Math.max(1, frame.height() / (HEIGHT_IN_LETTERS * PixelFont.HEIGHT));
        // A text that is too long for the frame loses its end, rather than its place.
        int width = Math.min(letters * scale, frame.width());
        int height = Math.min((PixelFont.HEIGHT + 4) * scale, frame.height());
        int left = frame.width() - width;
        int top = frame.height() - height;
        byte[] rgb = frame.rgb().clone();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean lit = isLit(x / scale - 2, y / scale - 2);
                int at = 3 * ((top + y) * frame.width() + left + x);
                for (int channel = 0; channel < 3; channel++) {
                    rgb[at + channel] = (byte) (lit ? LIGHT : (rgb[at + channel] & 255) / 3);
                }
            }
        }
        return new RgbFrame(frame.width(), frame.height(), rgb);
    }

    private boolean isLit(int x, int y) {
        int index = Math.floorDiv(x, PixelFont.ADVANCE);
        return index >= 0
                && index < text.length()
                && PixelFont.isLit(text.charAt(index), x - index * PixelFont.ADVANCE, y);
    }
}
