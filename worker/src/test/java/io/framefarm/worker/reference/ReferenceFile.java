package io.framefarm.worker.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trusted safetensors file read whole. The tests keep this reader apart from the engine's own, so that the expected
 * values never pass through the code under test.
 */
final class ReferenceFile {
    private final Path path;
    private final Map<String, ReferenceTensor> tensors = new HashMap<>();

    private ReferenceFile(Path path) {
        this.path = path;
    }

    static ReferenceFile read(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(file.getLong(0));
        String header =
                StandardCharsets.UTF_8.decode(file.slice(8, headerLength)).toString();
        ReferenceFile result = new ReferenceFile(path);
        for (Map.Entry<String, JsonNode> entry :
                new ObjectMapper().readTree(header).properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                result.add(entry.getKey(), entry.getValue(), file, 8 + headerLength);
            }
        }
        return result;
    }

    ReferenceTensor tensor(String name) {
        ReferenceTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException(path + " has no tensor " + name);
        }
        return tensor;
    }

    private void add(String name, JsonNode entry, ByteBuffer file, int dataStart) {
        List<Long> shape = new ArrayList<>();
        entry.get("shape").forEach(dim -> shape.add(dim.asLong()));
        int begin = entry.get("data_offsets").get(0).asInt();
        int end = entry.get("data_offsets").get(1).asInt();
        tensors.put(
                name,
                new ReferenceTensor(
                        name, entry.get("dtype").asText(), shape, file.slice(dataStart + begin, end - begin)));
    }
}
