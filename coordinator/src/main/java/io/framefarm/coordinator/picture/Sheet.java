package io.framefarm.coordinator.picture;

import io.framefarm.protocol.frame.RgbFrame;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Small pictures side by side, row by row. */
final class Sheet {
    private final int columns;
    private final int places;
    private final int tileSide;
    private final List<Picture> tiles = new ArrayList<>();

    Sheet(int columns, int places, int tileSide) {
        this.columns = columns;
        this.places = places;
        this.tileSide = tileSide;
    }

    void add(RgbFrame frame) {
        tiles.add(Picture.of(frame).withinSide(tileSide));
    }

    int size() {
        return tiles.size();
    }

    boolean isFull() {
        return tiles.size() == places;
    }

    byte[] jpeg() throws IOException {
        if (tiles.isEmpty()) {
            throw new IOException("the video has no frames");
        }
        BufferedImage first = tiles.get(0).image();
        int width = Math.min(columns, tiles.size()) * first.getWidth();
        int rows = (tiles.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(width, rows * first.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int tile = 0; tile < tiles.size(); tile++) {
            graphics.drawImage(
                    tiles.get(tile).image(),
                    tile % columns * first.getWidth(),
                    tile / columns * first.getHeight(),
                    null);
        }
        graphics.dispose();
        return new Picture(sheet).jpeg();
    }
}
