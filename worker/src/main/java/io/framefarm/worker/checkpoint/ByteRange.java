package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads small pieces of a file into memory, never past its end. */
record ByteRange(Path file, FileChannel channel, long fileBytes) {
    static ByteRange of(Path file, FileChannel channel) throws IOException {
        return new ByteRange(file, channel, channel.size());
    }

    /** The bytes from {@code at}, little-endian; {@code what} names them if they are not there. */
    ByteBuffer read(long at, int length, String what) throws IOException {
        if (at < 0 || length < 0 || at > fileBytes - length) {
            throw new CheckpointException(file + ": " + what + " (" + length + " bytes at " + at
                    + ") lies outside the file of " + fileBytes + " bytes (was it truncated?)");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new CheckpointException(file + ": the file shrank while " + what + " was read");
            }
        }
        return bytes.flip();
    }
}
