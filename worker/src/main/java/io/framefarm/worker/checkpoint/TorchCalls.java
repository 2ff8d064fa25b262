package io.framefarm.worker.checkpoint;

import io.framefarm.worker.checkpoint.PickleValue.Dictionary;
import io.framefarm.worker.checkpoint.PickleValue.Global;
import io.framefarm.worker.checkpoint.PickleValue.Sequence;
import io.framefarm.worker.checkpoint.PickleValue.StorageValue;
import io.framefarm.worker.checkpoint.PickleValue.TensorValue;
import io.framefarm.worker.checkpoint.PickleValue.Text;
import io.framefarm.worker.checkpoint.PickleValue.Whole;
import java.util.LinkedHashMap;
import java.util.List;

/** The calls that a pickle may make, in our own words: none runs anything but what stands here. */
final class TorchCalls {
    private final PickleInput in;
    private final TorchStorages storages;

    TorchCalls(PickleInput in, TorchStorages storages) {
        this.in = in;
        this.storages = storages;
    }

    /** A persistent id: {@code ('storage', torch.FloatStorage, key, device, number of elements)}. */
    PickleValue persistent(List<PickleValue> id) {
        boolean storage =
                id.size() == 5 && id.get(0) instanceof Text kind && kind.text().equals("storage");
        if (!storage || !(id.get(1) instanceof Global global) || !(id.get(2) instanceof Text key)) {
            throw in.fault("a persistent id that is not ('storage', type, key, device, elements)");
        }
        ElementType type = global.global()
                .storageType()
                .orElseThrow(() -> in.fault(global.global().qualifiedName() + " is used as the type of a storage"));
        return new StorageValue(storages.storage(key.text(), type, whole(id.get(4))));
    }

    PickleValue reduce(PickleValue callee, List<PickleValue> arguments) {
        if (!(callee instanceof Global global)) {
            throw in.fault("REDUCE of what is not a function");
        }
        return switch (global.global()) {
            case ORDERED_DICT -> orderedDict(arguments);
            case REBUILD_TENSOR -> tensor(arguments);
            case REBUILD_PARAMETER -> parameter(arguments);
            case SIZE -> new Sequence(sequence(argument(arguments, 0)));
            case DOUBLE_STORAGE,
                    FLOAT_STORAGE,
                    HALF_STORAGE,
                    BFLOAT16_STORAGE,
                    LONG_STORAGE,
                    INT_STORAGE,
                    SHORT_STORAGE,
                    CHAR_STORAGE,
                    BYTE_STORAGE,
                    BOOL_STORAGE -> throw in.fault(global.global().qualifiedName() + " must not be called");
        };
    }

    /** PyTorch makes them empty and then sets the items; a list given here could be copied over and over. */
    private Dictionary orderedDict(List<PickleValue> arguments) {
        if (!arguments.isEmpty()) {
            throw in.fault("OrderedDict is made with arguments; only an empty one can be");
        }
        return new Dictionary(new LinkedHashMap<>());
    }

    /** {@code (storage, offset, size, stride, requires_grad, backward_hooks)}. */
    private TensorValue tensor(List<PickleValue> arguments) {
        if (!(argument(arguments, 0) instanceof StorageValue storage)) {
            throw in.fault("a tensor is made of what is not a storage");
        }
        List<Long> shape = wholes(argument(arguments, 2));
        List<Long> strides = wholes(argument(arguments, 3));
        return new TensorValue(storages.tensor(storage.storage(), whole(argument(arguments, 1)), shape, strides));
    }

    private TensorValue parameter(List<PickleValue> arguments) {
        if (argument(arguments, 0) instanceof TensorValue tensor) {
            return tensor;
        }
        throw in.fault("a parameter is made of what is not a tensor");
    }

    private PickleValue argument(List<PickleValue> arguments, int index) {
        if (index >= arguments.size()) {
            throw in.fault("a call has " + arguments.size() + " arguments, at least " + (index + 1) + " are needed");
        }
        return arguments.get(index);
    }

    private List<PickleValue> sequence(PickleValue value) {
        if (value instanceof Sequence sequence) {
            return sequence.items();
        }
        throw in.fault("a tuple is needed as an argument");
    }

    private List<Long> wholes(PickleValue value) {
        List<PickleValue> items = sequence(value);
        if (items.size() > TorchStorages.MAX_DIMENSIONS) {
            throw in.fault("a tensor of " + items.size() + " dimensions; at most " + TorchStorages.MAX_DIMENSIONS);
        }
        return items.stream().map(this::whole).toList();
    }

    private long whole(PickleValue value) {
        if (value instanceof Whole whole) {
            return whole.value();
        }
        throw in.fault("a whole number is needed as an argument");
    }
}
