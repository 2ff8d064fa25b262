package io.framefarm.protocol.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Builds PNG files, right ones and wrong ones, without the code under test. */
final class TestPng {
    private final RgbFrame frame;
    private final byte[] header = new byte[13];
    private final ByteArrayOutputStream extra = new ByteArrayOutputStream();
    private int filter;
    private int dataChunkBytes = Integer.MAX_VALUE;
    private byte @Nullable [] data;

    private TestPng(RgbFrame frame) {
        this.frame = frame;
        ByteBuffer.wrap(header)
                .putInt(frame.width())
                .putInt(frame.height())
                .put((byte) 8)
                .put((byte) 2);
    }

    static TestPng of(RgbFrame frame) {
        return new TestPng(frame);
    }

    TestPng filter(int number) {
        filter = number;
        return this;
    }

    TestPng size(int width, int height) {
        ByteBuffer.wrap(header).putInt(width).putInt(height);
        return this;
    }

    TestPng headerByte(int index, byte value) {
        header[index] = value;
        return this;
    }

    TestPng dataChunkBytes(int bytes) {
        dataChunkBytes = bytes;
        return this;
    }

    TestPng chunkBeforeData(String type, byte[] content) {
        put(extra, type, content);
        return this;
    }

    TestPng rawData(byte[] compressed) {
        data = compressed;
        return this;
    }

    byte[] compressed() {
        return deflate(filteredRows());
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
        put(out, "IHDR", header);
        out.writeBytes(extra.toByteArray());
        byte[] idat = data == null ? compressed() : data;
        for (int from = 0; from < idat.length; from += dataChunkBytes) {
            int to = (int) Math.min(idat.length, (long) from + dataChunkBytes);
            put(out, "IDAT", Arrays.copyOfRange(idat, from, to));
            if (to == idat.length) {
                break;
            }
        }
        put(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 1000];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private byte[] filteredRows() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int y = 0; y < frame.height(); y++) {
            out.write(filter);
            for (int x = 0; x < 3 * frame.width(); x++) {
                out.write(at(x, y) - predicted(x, y));
            }
        }
        return out.toByteArray();
    }

    private int predicted(int x, int y) {
        int a = at(x - 3, y);
        int b = at(x, y - 1);
        int c = at(x - 3, y - 1);
        int p = a + b - c;
        return switch (filter) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> (a + b) / 2;
            case 4 -> nearest(p, a, b, c);
            default -> 0;
        };
    }

    private static int nearest(int p, int... candidates) {
        int best = candidates[0];
        for (int candidate : candidates) {
            if (Math.abs(p - candidate) < Math.abs(p - best)) {
                best = candidate;
            }
        }
        return best;
    }

    private int at(int x, int y) {
        return x < 0 || y < 0 ? 0 : frame.rgb()[y * 3 * frame.width() + x] & 255;
    }

    private static void put(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] body = new byte[4 + content.length];
        System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, body, 0, 4);
        System.arraycopy(content, 0, body, 4, content.length);
        CRC32 crc = new CRC32();
        crc.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
