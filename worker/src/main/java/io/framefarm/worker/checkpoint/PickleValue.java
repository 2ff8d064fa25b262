package io.framefarm.worker.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * Everything that an allowed pickle can make. Compared by identity only: a value may contain itself, and deep equality
 * would not end.
 */
sealed interface PickleValue {
    /** {@code None}, and what is read but of no use, such as bytes. */
    enum Nothing implements PickleValue {
        NOTHING
    }

    /** A mark on the stack, from which the next collection starts. */
    enum Mark implements PickleValue {
        MARK
    }

    /** A string. */
    record Text(String text) implements PickleValue {}

    /** A whole number or truth value. */
    record Whole(long value) implements PickleValue {}

    /** A floating point number. */
    record Real(double value) implements PickleValue {}

    /** A list, tuple or set. */
    final class Sequence implements PickleValue {
        private final List<PickleValue> items;

        Sequence(List<PickleValue> items) {
            this.items = items;
        }

        List<PickleValue> items() {
            return items;
        }
    }

    /** A dictionary; keys are strings and numbers, as text. */
    final class Dictionary implements PickleValue {
        private final Map<String, PickleValue> items;

        Dictionary(Map<String, PickleValue> items) {
            this.items = items;
        }

        Map<String, PickleValue> items() {
            return items;
        }
    }

    /** One of the few functions and classes that may be named. */
    record Global(AllowedGlobal global) implements PickleValue {}

    /** A storage beside the pickle. */
    record StorageValue(TorchStorages.Storage storage) implements PickleValue {}

    /** A view of a storage. */
    record TensorValue(Tensor tensor) implements PickleValue {}
}
