package io.framefarm.protocol.frame;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The filtered rows, filled from one IDAT chunk after the other and never beyond their exact size. */
final class PngRows {
    private final Inflater inflater;
    private final byte[] rows;
    private int filled;
    private boolean started;
    private boolean readAtOnce;

    PngRows(Inflater inflater, int sizeBytes) {
        this.inflater = inflater;
        this.rows = new byte[sizeBytes];
    }

    boolean started() {
        return started;
    }

    void add(byte[] file, PngChunk data) throws DataFormatException, MalformedPngException {
        boolean first = !started;
        started = true;
        readAtOnce |= first && LiteralStream.read(file, data.offset(), data.length(), rows);
        if (readAtOnce) {
            requireNothingMore(first, data);
            return;
        }
        inflater.setInput(file, data.offset(), data.length());
        while (!inflater.finished() && !inflater.needsInput()) {
            if (filled == rows.length) {
                requireOnlyTheChecksumIsLeft();
                return;
            }
            filled += inflater.inflate(rows, filled, rows.length - filled);
            if (inflater.needsDictionary()) {
                throw new MalformedPngException("the image data ask for a preset dictionary");
            }
        }
        if (inflater.getRemaining() > 0) {
            throw new MalformedPngException(inflater.getRemaining() + " bytes follow the end of the image data");
        }
    }

    private void requireNothingMore(boolean first, PngChunk data) throws MalformedPngException {
        if (!first && data.length() > 0) {
            throw new MalformedPngException(data.length() + " bytes follow the end of the image data");
        }
    }

    /** After the last row only the end of the stream may come; one byte more would be a row too many. */
    private void requireOnlyTheChecksumIsLeft() throws DataFormatException, MalformedPngException {
        if (inflater.inflate(new byte[1]) > 0) {
            throw new MalformedPngException("the image data hold more than the " + rows.length + " bytes of the rows");
        }
        if (inflater.getRemaining() > 0) {
            throw new MalformedPngException(inflater.getRemaining() + " bytes follow the end of the image data");
        }
    }

    byte[] complete() throws MalformedPngException {
        if (!readAtOnce && (filled != rows.length || !inflater.finished())) {
            throw new MalformedPngException("the image data end after " + filled + " of " + rows.length + " bytes");
        }
        return rows;
    }
}
