package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code torch.save} writes: a zip archive with {@code NAME/data.pkl}, a pickle that describes the tensors,
 * and {@code NAME/data/0}, {@code NAME/data/1}, ..., their elements, which stay where they are.
 */
final class TorchReader {
    private static final String PICKLE = "data.pkl";
    private static final int MAX_PICKLE_BYTES = 16 << 20;
    private static final int MAX_BYTE_ORDER_BYTES = 16;

    private TorchReader() {}

    static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Map<String, FileRegion> entries = StoredZip.entries(file, channel);
            Map.Entry<String, FileRegion> pickle = pickle(file, entries);
            String folder = pickle.getKey().substring(0, pickle.getKey().length() - PICKLE.length());
            checkByteOrder(file, Optional.ofNullable(entries.get(folder + "byteorder")));
            TorchStorages storages = new TorchStorages(file, folder + "data/", entries);
            PickleValue root = new PickleMachine(file, copy(pickle.getValue()), storages).run();
            return FlattenPickle.checkpoint(file, root);
        }
    }

    private static Map.Entry<String, FileRegion> pickle(Path file, Map<String, FileRegion> entries) {
        List<Map.Entry<String, FileRegion>> found = entries.entrySet().stream()
                .filter(entry -> entry.getKey().equals(PICKLE) || entry.getKey().endsWith("/" + PICKLE))
                .toList();
        if (found.size() != 1) {
            throw new CheckpointException(file + ": a PyTorch archive has one " + PICKLE + ", found " + found.size()
                    + " among " + entries.size() + " entries");
        }
        if (found.get(0).getValue().sizeBytes() > MAX_PICKLE_BYTES) {
            throw new CheckpointException(file + ": " + found.get(0).getKey() + " has more than " + MAX_PICKLE_BYTES
                    + " bytes; the elements of tensors belong beside it");
        }
        return found.get(0);
    }

    private static void checkByteOrder(Path file, Optional<FileRegion> entry) {
        if (entry.isEmpty()) {
            return; // written before PyTorch 2.1, always on little-endian machines
        }
        FileRegion region = entry.get();
        @Nullable
        String order = region.sizeBytes() > MAX_BYTE_ORDER_BYTES
                ? null
                : StandardCharsets.UTF_8.decode(region.open()).toString();
        if (!"little".equals(order)) {
            throw new CheckpointException(file + ": byte order " + order + "; only little is readable");
        }
    }

    /** The pickle is small and looked at byte by byte, which a mapping would make slower. */
    private static byte[] copy(FileRegion region) {
        ByteBuffer bytes = region.open();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
