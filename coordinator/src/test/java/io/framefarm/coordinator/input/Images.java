package io.framefarm.coordinator.input;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Image files, good ones and others. */
final class Images {
    private static final int SIGNATURE_AND_HEADER = 8 + 25;

    private Images() {}

    /** Red in its left half, blue in its right half. */
    static BufferedImage twoHalves(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? 0xFFFF0000 : 0xFF0000FF);
            }
        }
        return image;
    }

    static byte[] file(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("nothing writes " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png() {
        return file(twoHalves(16, 8, BufferedImage.TYPE_INT_RGB), "png");
    }

    /** The PNG with one more chunk behind its header. */
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        byte[] chunk = chunk(type, content);
        ByteBuffer result = ByteBuffer.allocate(png.length + chunk.length);
        result.put(png, 0, SIGNATURE_AND_HEADER).put(chunk);
        result.put(png, SIGNATURE_AND_HEADER, png.length - SIGNATURE_AND_HEADER);
        return result.array();
    }

    /** A PNG whose header says this, with hardly any pixels behind it. */
    static byte[] claiming(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) 2);
        byte[] ihdr = chunk("IHDR", header.array());
        byte[] idat = chunk("IDAT", deflated(new byte[1000]));
        byte[] iend = chunk("IEND", new byte[0]);
        byte[] signature = Arrays.copyOf(png(), 8);
        return ByteBuffer.allocate(8 + ihdr.length + idat.length + iend.length)
                .put(signature)
                .put(ihdr)
                .put(idat)
                .put(iend)
                .array();
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
