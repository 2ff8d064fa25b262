package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A run of bytes inside a file, mapped only when it is opened, so that files of any size work. */
public record FileRegion(Path file, long offset, long sizeBytes) implements TensorBytes {
    public FileRegion {
        if (offset < 0 || sizeBytes < 0 || sizeBytes > Integer.MAX_VALUE) {
            throw new CheckpointException(file + ": a region of " + sizeBytes + " bytes at offset " + offset
                    + " cannot be mapped; at most " + Integer.MAX_VALUE + " bytes at a time can");
        }
    }

    FileRegion part(long start, long length) {
        return new FileRegion(file, offset + start, length);
    }

    @Override
    public ByteBuffer open() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // Mapping past the end would grow a writable file and fault on a read-only one.
            if (channel.size() - offset < sizeBytes) {
                throw new CheckpointException(
                        file + ": the file shrank to " + channel.size() + " bytes since its header was read");
            }
            return channel.map(MapMode.READ_ONLY, offset, sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map " + sizeBytes + " bytes of " + file, e);
        }
    }
}
