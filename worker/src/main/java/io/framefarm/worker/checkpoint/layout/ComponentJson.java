package io.framefarm.worker.checkpoint.layout;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.framefarm.worker.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A network's config.json; every question has a fallback for files that have none. */
record ComponentJson(Path file, JsonNode root) {
    static final ComponentJson ABSENT = new ComponentJson(Path.of("config.json"), MissingNode.getInstance());
    private static final long MAX_BYTES = 1 << 20;

    static ComponentJson read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return ABSENT;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new CheckpointException(
                    file + ": " + Files.size(file) + " bytes; a config.json has at most " + MAX_BYTES);
        }
        try {
            return new ComponentJson(file, new ObjectMapper().readTree(Files.readAllBytes(file)));
        } catch (JacksonException e) {
            throw new CheckpointException(file + ": not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    int integer(String field, int fallback) {
        JsonNode node = root.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw new CheckpointException(file + ": " + field + " is " + node + ", but must be a whole number");
        }
        return node.intValue();
    }

    double number(String field, double fallback) {
        JsonNode node = root.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.isNumber()) {
            throw new CheckpointException(file + ": " + field + " is " + node + ", but must be a number");
        }
        return node.doubleValue();
    }

    String text(String field, String fallback) {
        return root.path(field).asText(fallback);
    }

    boolean has(String field) {
        return root.hasNonNull(field);
    }

    /** One number for each level; a single number counts for all of them. */
    List<Integer> perLevel(String field, int levels, int fallback) {
        JsonNode node = root.path(field);
        if (!node.isArray()) {
            return Collections.nCopies(levels, integer(field, fallback));
        }
        List<Integer> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asInt()));
        return values;
    }

    /** Refuses a config.json that speaks of another network than the tensors beside it. */
    void expectWidths(List<Integer> found) {
        if (has("block_out_channels")) {
            List<Integer> stated = perLevel("block_out_channels", found.size(), 0);
            if (!stated.equals(found)) {
                throw new CheckpointException(
                        file + ": block_out_channels is " + stated + ", but the tensors have the widths " + found);
            }
        }
    }
}
