package io.framefarm.worker.checkpoint;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The complete list of what a pickle may name; every other name is refused. */
enum AllowedGlobal {
    ORDERED_DICT("collections", "OrderedDict", null),
    REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2", null),
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter", null),
    SIZE("torch", "Size", null),
    DOUBLE_STORAGE("torch", "DoubleStorage", ElementType.F64),
    FLOAT_STORAGE("torch", "FloatStorage", ElementType.F32),
    HALF_STORAGE("torch", "HalfStorage", ElementType.F16),
    BFLOAT16_STORAGE("torch", "BFloat16Storage", ElementType.BF16),
    LONG_STORAGE("torch", "LongStorage", ElementType.I64),
    INT_STORAGE("torch", "IntStorage", ElementType.I32),
    SHORT_STORAGE("torch", "ShortStorage", ElementType.I16),
    CHAR_STORAGE("torch", "CharStorage", ElementType.I8),
    BYTE_STORAGE("torch", "ByteStorage", ElementType.U8),
    BOOL_STORAGE("torch", "BoolStorage", ElementType.BOOL);

    private final String module;
    private final String pythonName;
    private final @Nullable ElementType storageType;

    AllowedGlobal(String module, String pythonName, @Nullable ElementType storageType) {
        this.module = module;
        this.pythonName = pythonName;
        this.storageType = storageType;
    }

    static Optional<AllowedGlobal> find(String module, String name) {
        return Arrays.stream(values())
                .filter(global -> global.module.equals(module) && global.pythonName.equals(name))
                .findFirst();
    }

    /** The elements of a storage class; empty for everything else. */
    Optional<ElementType> storageType() {
        return Optional.ofNullable(storageType);
    }

    String qualifiedName() {
        return module + "." + pythonName;
    }
}
