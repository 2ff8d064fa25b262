package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code .safetensors}: the header's length (8 bytes, little-endian), a JSON header, then the tensors' bytes.
 * As the format demands, the tensors must cover those bytes exactly, without overlap, hole or remainder.
 */
final class SafetensorsReader {
    static final int LENGTH_BYTES = 8;
    static final int MAX_HEADER_BYTES = 64 << 20;

    private SafetensorsReader() {}

    static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteRange bytes = ByteRange.of(file, channel);
            int headerBytes = headerBytes(bytes);
            byte[] json = bytes.read(LENGTH_BYTES, headerBytes, "the header").array();
            SafetensorsHeader header = SafetensorsHeader.parse(file, json);
            long dataStart = (long) LENGTH_BYTES + headerBytes;
            checkCover(file, header.entries(), bytes.fileBytes() - dataStart);
            return new Checkpoint(file, tensors(file, header.entries(), dataStart), header.metadata());
        }
    }

    private static int headerBytes(ByteRange bytes) throws IOException {
        long headerBytes = bytes.read(0, LENGTH_BYTES, "the header's length").getLong();
        long most = Math.min(MAX_HEADER_BYTES, bytes.fileBytes() - LENGTH_BYTES);
        if (headerBytes < 2 || headerBytes > most) {
            throw new CheckpointException(bytes.file() + ": not a safetensors file, or a damaged one: a header of "
                    + Long.toUnsignedString(headerBytes) + " bytes is announced, 2 to " + most
                    + " are possible");
        }
        return (int) headerBytes;
    }

    private static void checkCover(Path file, List<SafetensorsHeader.Entry> entries, long dataBytes) {
        List<SafetensorsHeader.Entry> byOffset = new ArrayList<>(entries);
        byOffset.sort(Comparator.comparingLong(SafetensorsHeader.Entry::begin)
                .thenComparingLong(SafetensorsHeader.Entry::end));
        long covered = 0;
        for (SafetensorsHeader.Entry entry : byOffset) {
            if (entry.begin() != covered) {
                String fault = entry.begin() < covered ? "overlaps the tensor before it" : "leaves a hole before it";
                throw new CheckpointException(file + ": tensor " + entry.name() + " starts at byte " + entry.begin()
                        + " and " + fault + ", which ends at " + covered);
            }
            if (entry.end() > dataBytes) {
                throw new CheckpointException(file + ": tensor " + entry.name() + " ends at byte " + entry.end()
                        + " of the data, but the file holds only " + dataBytes + " (was it truncated?)");
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw new CheckpointException(
                    file + ": " + (dataBytes - covered) + " bytes follow the last tensor, none are allowed");
        }
    }

    private static Map<String, Tensor> tensors(Path file, List<SafetensorsHeader.Entry> entries, long dataStart) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : entries) {
            FileRegion region = new FileRegion(file, dataStart + entry.begin(), entry.end() - entry.begin());
            tensors.put(entry.name(), new Tensor(entry.name(), entry.type(), entry.shape(), region));
        }
        return tensors;
    }
}
