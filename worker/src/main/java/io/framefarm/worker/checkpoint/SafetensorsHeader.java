package io.framefarm.worker.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON header of a safetensors file: {@code {"name": {"dtype", "shape", "data_offsets"}, "__metadata__": {}}}. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    static final int MAX_TENSORS = 200_000;
    private static final int MAX_DIMENSIONS = 16;
    private static final int MAX_NAME_CHARS = 4_096;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxNumberLength(20)
                    .maxStringLength(SafetensorsReader.MAX_HEADER_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names of tensors are all different; interning them would fill a table of the whole process.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** One tensor; offsets count from the end of the header. */
    record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {}

    static SafetensorsHeader parse(Path file, byte[] json) {
        if (json[0] != '{') {
            throw new CheckpointException(file + ": the safetensors header does not start with '{'");
        }
        // Decoded strictly: the parser itself would put question marks for what is not UTF-8.
        try (JsonParser parser = JSON.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString())) {
            return new Parsing(file, parser).header();
        } catch (IOException e) {
            throw new CheckpointException(file + ": the safetensors header is not valid: " + e.getMessage(), e);
        }
    }

    private record Parsing(Path file, JsonParser parser) {
        SafetensorsHeader header() throws IOException {
            List<Entry> entries = new ArrayList<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            expect(JsonToken.START_OBJECT, "the header");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.equals("__metadata__")) {
                    readMetadata(metadata);
                } else {
                    entries.add(readEntry(name));
                }
                if (entries.size() > MAX_TENSORS) {
                    throw new CheckpointException(file + ": more than " + MAX_TENSORS + " tensors");
                }
            }
            if (parser.nextToken() != null) {
                throw new CheckpointException(file + ": the safetensors header goes on after its closing brace");
            }
            return new SafetensorsHeader(entries, metadata);
        }

        private void readMetadata(Map<String, String> metadata) throws IOException {
            expect(JsonToken.START_OBJECT, "__metadata__");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                expect(JsonToken.VALUE_STRING, "__metadata__." + key);
                metadata.put(key, parser.getText());
            }
        }

        private Entry readEntry(String name) throws IOException {
            expect(JsonToken.START_OBJECT, name);
            @Nullable ElementType type = null;
            @Nullable List<Long> shape = null;
            @Nullable List<Long> offsets = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                switch (field) {
                    case "dtype" -> type = readType(name);
                    case "shape" -> shape = readNumbers(name + ".shape");
                    case "data_offsets" -> offsets = readNumbers(name + ".data_offsets");
                    default ->
                        throw new CheckpointException(file + ": tensor " + name + " has the unknown field " + field
                                + "; dtype, shape and data_offsets are known");
                }
            }
            if (type == null || shape == null || offsets == null || offsets.size() != 2) {
                throw new CheckpointException(
                        file + ": tensor " + name + " needs a dtype, a shape and two data_offsets");
            }
            return checked(new Entry(name, type, shape, offsets.get(0), offsets.get(1)));
        }

        private Entry checked(Entry entry) {
            long size = Tensor.sizeBytes(file + ": " + entry.name(), entry.type(), entry.shape());
            if (entry.end() - entry.begin() != size) {
                throw new CheckpointException(file + ": tensor " + entry.name() + ": " + entry.type() + " "
                        + entry.shape() + " needs " + size + " bytes, but its data_offsets are [" + entry.begin() + ", "
                        + entry.end() + "]");
            }
            return entry;
        }

        private ElementType readType(String name) throws IOException {
            expect(JsonToken.VALUE_STRING, name + ".dtype");
            String dtype = parser.getText();
            return ElementType.named(dtype)
                    .orElseThrow(() -> new CheckpointException(file + ": tensor " + name + " has dtype " + dtype
                            + "; readable are " + List.of(ElementType.values())));
        }

        private List<Long> readNumbers(String what) throws IOException {
            expect(JsonToken.START_ARRAY, what);
            List<Long> numbers = new ArrayList<>();
            while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                long number = parser.getLongValue();
                if (number < 0 || numbers.size() == MAX_DIMENSIONS) {
                    throw new CheckpointException(
                            file + ": " + what + " must be at most " + MAX_DIMENSIONS + " numbers from 0 up");
                }
                numbers.add(number);
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new CheckpointException(file + ": " + what + " must hold whole numbers only");
            }
            return numbers;
        }

        private void expect(JsonToken token, String where) throws IOException {
            JsonToken found = parser.nextToken();
            if (found != token) {
                throw new CheckpointException(file + ": " + where + " must be a JSON " + token + ", but is " + found);
            }
        }
    }
}
