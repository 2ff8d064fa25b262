package io.framefarm.protocol.frame;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a PNG image of 8-bit red, green and blue that is not interlaced, whoever wrote it. The file is not trusted:
 * the size is checked before anything is inflated, and never more is inflated than the pixels need.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
public final class PngReader {
    /** Deflate cannot do better than this, so a header that claims more lies. */
    private static final long MAX_COMPRESSION = 1032;

    private final byte[] file;
    private final PngChunks chunks;

    private PngReader(byte[] file) throws MalformedPngException {
        this.file = file;
        this.chunks = new PngChunks(file);
    }

    /** Refuses images of more than {@code maxPixels} pixels. */
    public static RgbFrame read(byte[] png, int maxPixels) throws MalformedPngException {
        PngReader reader = new PngReader(png);
        Size size = reader.readHeader();
        if ((long) size.width * size.height > maxPixels) {
            throw new MalformedPngException(
                    "the image has " + size.width + "x" + size.height + " pixels; allowed are " + maxPixels);
        }
        if (size.filteredBytes() > MAX_COMPRESSION * png.length) {
            throw new MalformedPngException(
                    "the file's " + png.length + " bytes cannot hold " + size.width + "x" + size.height + " pixels");
        }
        byte[] rows = reader.inflateRows(size);
        return new RgbFrame(size.width, size.height, PngFilters.undo(rows, size.width, size.height));
    }

    private record Size(int width, int height) {
        int filteredBytes() {
            return height * (3 * width + 1);
        }
    }

    private Size readHeader() throws MalformedPngException {
        PngChunk header = chunks.next();
        if (header.type() != PngChunk.IHDR || header.length() != PngChunk.IHDR_BYTES) {
            throw new MalformedPngException("the first chunk is not an IHDR of " + PngChunk.IHDR_BYTES + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(file, header.offset(), header.length());
        Size size = new Size(readSide(in, "width"), readSide(in, "height"));
        require(in.get(), 8, "bit depth");
        require(in.get(), 2, "colour type");
        require(in.get(), 0, "compression method");
        require(in.get(), 0, "filter method");
        require(in.get(), 0, "interlace method");
        return size;
    }

    private static int readSide(ByteBuffer in, String name) throws MalformedPngException {
        int side = in.getInt();
        if (side < 1 || side > RgbFrame.MAX_SIDE) {
            throw new MalformedPngException(
                    "the image's " + name + " is " + (side & 0xffff_ffffL) + "; allowed are 1 to " + RgbFrame.MAX_SIDE);
        }
        return side;
    }

    private static void require(byte found, int supported, String what) throws MalformedPngException {
        if (found != supported) {
            throw new MalformedPngException(
                    "the image has " + what + " " + (found & 255) + "; only " + supported + " is read");
        }
    }

    private byte[] inflateRows(Size size) throws MalformedPngException {
        Inflater inflater = new Inflater();
        try {
            PngRows rows = new PngRows(inflater, size.filteredBytes());
            boolean dataEnded = false;
            for (PngChunk chunk = chunks.next(); chunk.type() != PngChunk.IEND; chunk = chunks.next()) {
                if (chunk.type() != PngChunk.IDAT) {
                    requireMayBeSkipped(chunk);
                    dataEnded = rows.started();
                } else if (dataEnded) {
                    throw new MalformedPngException("the IDAT chunks do not follow each other");
                } else {
                    rows.add(file, chunk);
                }
            }
            if (!chunks.atEnd()) {
                throw new MalformedPngException("there are bytes after the IEND chunk");
            }
            return rows.complete();
        } catch (DataFormatException e) {
            throw new MalformedPngException("the image data are not a zlib stream: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static void requireMayBeSkipped(PngChunk chunk) throws MalformedPngException {
        if (!chunk.mayBeSkipped()) {
            throw new MalformedPngException("the chunk " + chunk.name() + " at byte " + (chunk.offset() - 8)
                    + " is out of place or not known, and is not optional");
        }
    }
}
