package io.framefarm.protocol.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Writes a frame as a PNG image, for speed rather than for the last byte: the {@code Up} filter on every row and
 * Huffman coding without a search for repetitions, which rendered pictures hardly have.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
public final class PngWriter {
    private static final int IDAT_DATA = PngChunk.SIGNATURE_BYTES + PngChunk.FRAME_BYTES + PngChunk.IHDR_BYTES + 8;

    private PngWriter() {}

    public static byte[] write(RgbFrame frame) {
        byte[] file = new byte[IDAT_DATA + frame.rgb().length / 2 + 1024];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        int end = IDAT_DATA;
        try {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.setInput(filtered(frame));
            deflater.finish();
            while (!deflater.finished()) {
                if (end == file.length) {
                    file = Arrays.copyOf(file, file.length * 2);
                }
                end += deflater.deflate(file, end, file.length - end);
            }
        } finally {
            deflater.end();
        }
        file = Arrays.copyOf(file, end + 4 + PngChunk.FRAME_BYTES);
        frameChunks(file, frame, end - IDAT_DATA);
        return file;
    }

    /** Each row as its filter's number and the differences from the row above it. */
    private static byte[] filtered(RgbFrame frame) {
        byte[] rgb = frame.rgb();
        int stride = 3 * frame.width();
        byte[] filtered = new byte[rgb.length + frame.height()];
        filtered[0] = PngFilters.UP;
        System.arraycopy(rgb, 0, filtered, 1, stride);
        for (int y = 1; y < frame.height(); y++) {
            int out = y * (stride + 1);
            int row = y * stride;
            filtered[out++] = PngFilters.UP;
            for (int x = 0; x < stride; x++) {
                filtered[out + x] = (byte) (rgb[row + x] - rgb[row - stride + x]);
            }
        }
        return filtered;
    }

    private static void frameChunks(byte[] file, RgbFrame frame, int dataBytes) {
        ByteBuffer out = ByteBuffer.wrap(file);
        out.putLong(PngChunk.SIGNATURE);
        out.putInt(PngChunk.IHDR_BYTES).putInt(PngChunk.IHDR);
        out.putInt(frame.width()).putInt(frame.height());
        // 8 bits a sample, full colour; the only compression and filter method there is; not interlaced.
        out.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
        putChecksum(file, out, PngChunk.IHDR_BYTES);
        out.putInt(dataBytes).putInt(PngChunk.IDAT);
        out.position(out.position() + dataBytes);
        putChecksum(file, out, dataBytes);
        out.putInt(0).putInt(PngChunk.IEND);
        putChecksum(file, out, 0);
    }

    private static void putChecksum(byte[] file, ByteBuffer out, int dataBytes) {
        int typeAndData = dataBytes + 4;
        out.putInt(PngChunks.checksum(file, out.position() - typeAndData, typeAndData));
    }
}
