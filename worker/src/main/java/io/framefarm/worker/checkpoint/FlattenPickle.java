package io.framefarm.worker.checkpoint;

import io.framefarm.worker.checkpoint.PickleValue.Dictionary;
import io.framefarm.worker.checkpoint.PickleValue.Real;
import io.framefarm.worker.checkpoint.PickleValue.Sequence;
import io.framefarm.worker.checkpoint.PickleValue.TensorValue;
import io.framefarm.worker.checkpoint.PickleValue.Text;
import io.framefarm.worker.checkpoint.PickleValue.Whole;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns nested dictionaries and lists into tensors with dotted names; what else is named becomes metadata. */
final class FlattenPickle {
    /** A value may contain itself, or another one many times over, so both depth and number of visits are limited. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_VISITS = PickleMachine.MAX_OPCODES;
    private static final int MAX_NAME_CHARS = 16 << 20;
    /** The name of a tensor that a file holds without any. */
    static final String UNNAMED = "tensor";

    private final Path file;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private int visits;
    private long nameChars;

    private FlattenPickle(Path file) {
        this.file = file;
    }

    static Checkpoint checkpoint(Path file, PickleValue root) {
        FlattenPickle flat = new FlattenPickle(file);
        flat.visit("", root, 0);
        return new Checkpoint(file, flat.tensors, flat.metadata);
    }

    private void visit(String name, PickleValue value, int depth) {
        nameChars += name.length();
        if (depth > MAX_DEPTH || ++visits > MAX_VISITS || nameChars > MAX_NAME_CHARS) {
            throw new CheckpointException(file + ": the pickle's values are nested too deep or too often; at most "
                    + MAX_DEPTH + " levels, " + MAX_VISITS + " values and " + MAX_NAME_CHARS
                    + " characters of names are followed");
        }
        if (value instanceof TensorValue tensor) {
            String key = name.isEmpty() ? UNNAMED : name;
            if (tensors.put(key, tensor.tensor().withName(key)) != null) {
                throw new CheckpointException(file + ": two tensors are named " + key);
            }
        } else if (value instanceof Dictionary dictionary) {
            dictionary.items().forEach((key, item) -> visit(child(name, key), item, depth + 1));
        } else if (value instanceof Sequence sequence) {
            List<PickleValue> items = sequence.items();
            for (int i = 0; i < items.size(); i++) {
                visit(child(name, Integer.toString(i)), items.get(i), depth + 1);
            }
        } else if (value instanceof Text text) {
            metadata.put(name, text.text());
        } else if (value instanceof Whole whole) {
            metadata.put(name, Long.toString(whole.value()));
        } else if (value instanceof Real real) {
            metadata.put(name, Double.toString(real.value()));
        }
    }

    private static String child(String name, String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
