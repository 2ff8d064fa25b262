package io.framefarm.training.sheet;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Clips beneath each other, some frames of each side by side, with a caption under every clip; written as PNG. */
public final class ContactSheet {
    private static final int LINE = 16;
    private static final int GAP = 4;

    private final int width;
    private final int height;
    private final int zoom;
    private final List<Row> rows = new ArrayList<>();

    private record Row(List<byte[]> frames, String caption) {}

    /** A sheet of clips of this size in pixels, each pixel shown as a square of {@code zoom} pixels. */
    public ContactSheet(int width, int height, int zoom) {
        if (width < 1 || height < 1 || zoom < 1) {
            throw new IllegalArgumentException(
                    "sheet of %d x %d pixels, zoom %d: all must be positive".formatted(width, height, zoom));
        }
        this.width = width;
        this.height = height;
        this.zoom = zoom;
    }

    /** Adds a clip of interleaved RGB frames, of which every {@code stride}-th is shown. */
    public ContactSheet add(byte[][] clip, int stride, String caption) {
        List<byte[]> shown = new ArrayList<>();
        for (int frame = 0; frame < clip.length; frame += stride) {
            if (clip[frame].length != width * height * 3) {
                throw new IllegalArgumentException("frame %d of \"%s\" has %d bytes: %d x %d pixels take %d"
                        .formatted(frame, caption, clip[frame].length, width, height, width * height * 3));
            }
            shown.add(clip[frame].clone());
        }
        rows.add(new Row(shown, caption));
        return this;
    }

    public void write(Path file) throws IOException {
        if (!ImageIO.write(image(), "png", file.toFile())) {
            throw new IOException(file + ": this Java has no PNG writer");
        }
    }

    BufferedImage image() {
        int columns = rows.stream().mapToInt(row -> row.frames().size()).max().orElse(1);
        int rowHeight = height * zoom + LINE + GAP;
        BufferedImage image = new BufferedImage(
                columns * (width * zoom + GAP), Math.max(1, rows.size() * rowHeight), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int index = 0; index < rows.size(); index++) {
            drawRow(image, pen, rows.get(index), index * rowHeight);
        }
        pen.dispose();
        return image;
    }

    private void drawRow(BufferedImage image, Graphics2D pen, Row row, int top) {
        for (int frame = 0; frame < row.frames().size(); frame++) {
            int left = frame * (width * zoom + GAP);
            for (int y = 0; y < height * zoom; y++) {
                for (int x = 0; x < width * zoom; x++) {
                    image.setRGB(left + x, top + y, rgb(row.frames().get(frame), x / zoom, y / zoom));
                }
            }
        }
        pen.setColor(Color.BLACK);
        pen.drawString(row.caption(), 2, top + height * zoom + LINE - 4);
    }

    private int rgb(byte[] frame, int x, int y) {
        int i = 3 * (y * width + x);
        return (frame[i] & 0xFF) << 16 | (frame[i + 1] & 0xFF) << 8 | (frame[i + 2] & 0xFF);
    }
}
