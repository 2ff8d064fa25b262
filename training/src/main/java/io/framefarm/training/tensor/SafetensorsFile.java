package io.framefarm.training.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Named tensors and a few words about them in the safetensors format. */
public record SafetensorsFile(Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final int LARGEST_HEADER_BYTES = 16 << 20;

    /** How the values lie in the file. */
    public enum Precision {
        F32(Float.BYTES),
        F16(Short.BYTES);

        private final int bytes;

        Precision(int bytes) {
            this.bytes = bytes;
        }
    }

    public SafetensorsFile {
        metadata = Map.copyOf(metadata);
    }

    public StoredTensor tensor(String name) {
        StoredTensor found = tensors.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no tensor " + name + " among " + tensors.size());
        }
        return found;
    }

    /** Replaces the file in one step, so that a reader or a crash sees the old or the new one, never a part. */
    public void write(Path file, Precision precision) throws IOException {
        byte[] header = header(precision);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, littleEndian(Long.BYTES).putLong(0, header.length));
            writeFully(channel, ByteBuffer.wrap(header));
            for (StoredTensor tensor : tensors.values()) {
                writeFully(channel, encode(tensor.values(), precision));
            }
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static SafetensorsFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long headerBytes = readFully(channel, 0, Long.BYTES, file).getLong(0);
            if (headerBytes < 2 || headerBytes > LARGEST_HEADER_BYTES) {
                throw new IOException(
                        file + ": header of " + headerBytes + " bytes, allowed are 2 to " + LARGEST_HEADER_BYTES);
            }
            byte[] header =
                    readFully(channel, Long.BYTES, (int) headerBytes, file).array();
            return decode(channel, JSON.readTree(header), Long.BYTES + headerBytes, file);
        }
    }

    private static SafetensorsFile decode(FileChannel channel, JsonNode header, long start, Path file)
            throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals(METADATA)) {
                value.properties()
                        .forEach(word ->
                                metadata.put(word.getKey(), word.getValue().asText()));
                continue;
            }
            String dtype = value.path("dtype").asText();
            if (!Set.of("F32", "F16").contains(dtype)) {
                throw new IOException(file + ": tensor " + entry.getKey() + " is " + dtype + ", read are F32 and F16");
            }
            long from = value.path("data_offsets").path(0).asLong(-1);
            long bytes = value.path("data_offsets").path(1).asLong(-1) - from;
            if (from < 0 || bytes < 0 || start + from + bytes > channel.size()) {
                throw new IOException(file + ": tensor " + entry.getKey() + " lies outside the file");
            }
            ByteBuffer data = readFully(channel, start + from, Math.toIntExact(bytes), file);
            var shape = StreamSupport.stream(value.path("shape").spliterator(), false)
                    .map(JsonNode::asLong)
                    .toList();
            tensors.put(entry.getKey(), new StoredTensor(shape, decode(data, Precision.valueOf(dtype))));
        }
        return new SafetensorsFile(metadata, tensors);
    }

    private byte[] header(Precision precision) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode words = root.putObject(METADATA);
        metadata.forEach(words::put);
        long offset = 0;
        for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
            ObjectNode node = root.putObject(entry.getKey()).put("dtype", precision.name());
            entry.getValue().shape().forEach(node.putArray("shape")::add);
            long end = offset + (long) entry.getValue().values().length * precision.bytes;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        StringBuilder text = new StringBuilder(root.toString());
        int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
        text.append(" ".repeat(Math.floorMod(-length, Long.BYTES))); // the data begin aligned
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer encode(float[] values, Precision precision) {
        ByteBuffer data = littleEndian(values.length * precision.bytes);
        switch (precision) {
            case F32 -> data.asFloatBuffer().put(values);
            case F16 ->
                IntStream.range(0, values.length)
                        .forEach(i -> data.putShort(i * Short.BYTES, HalfFloat.bits(values[i])));
        }
        return data;
    }

    private static float[] decode(ByteBuffer data, Precision precision) {
        float[] values = new float[data.limit() / precision.bytes];
        switch (precision) {
            case F32 -> data.asFloatBuffer().get(values);
            case F16 ->
                IntStream.range(0, values.length)
                        .forEach(i -> values[i] = HalfFloat.value(data.getShort(i * Short.BYTES)));
        }
        return values;
    }

    private static ByteBuffer readFully(FileChannel channel, long from, int bytes, Path file) throws IOException {
        ByteBuffer buffer = littleEndian(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException(file + " ends within its " + bytes + " bytes from " + from);
            }
        }
        return buffer.flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
