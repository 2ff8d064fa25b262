package io.framefarm.protocol.frame;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG file; every chunk it returns lies within the file and has the right checksum. */
final class PngChunks {
    private final byte[] file;
    private final ByteBuffer view;
    private int position = PngChunk.SIGNATURE_BYTES;

    PngChunks(byte[] file) throws MalformedPngException {
        this.file = file;
        this.view = ByteBuffer.wrap(file);
        if (file.length < PngChunk.SIGNATURE_BYTES || view.getLong(0) != PngChunk.SIGNATURE) {
            throw new MalformedPngException("not a PNG file: the signature is missing");
        }
    }

    boolean atEnd() {
        return position == file.length;
    }

    PngChunk next() throws MalformedPngException {
        int left = file.length - position;
        if (left < PngChunk.FRAME_BYTES) {
            throw new MalformedPngException("the file ends at byte " + file.length + ", before its IEND chunk");
        }
        int length = view.getInt(position);
        if (length < 0 || length > left - PngChunk.FRAME_BYTES) {
            throw new MalformedPngException("the chunk at byte " + position + " claims " + (length & 0xffff_ffffL)
                    + " bytes of data, but " + (left - PngChunk.FRAME_BYTES) + " are left");
        }
        PngChunk chunk = new PngChunk(view.getInt(position + 4), position + 8, length);
        requireChecksum(chunk);
        position += PngChunk.FRAME_BYTES + length;
        return chunk;
    }

    private void requireChecksum(PngChunk chunk) throws MalformedPngException {
        int stored = view.getInt(chunk.offset() + chunk.length());
        int computed = checksum(file, chunk.offset() - 4, chunk.length() + 4);
        if (stored != computed) {
            throw new MalformedPngException(String.format(
                    "the chunk at byte %d has checksum %08x, its data have %08x", position, stored, computed));
        }
    }

    /** Over type and data, as the file format wants it. */
    static int checksum(byte[] bytes, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
