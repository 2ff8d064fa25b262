package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.MemoryBytes;
import io.framefarm.worker.checkpoint.Tensor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An adapter as one run of bytes: magic, number of layers, then per layer its key, factor, down and up. */
final class LoraBytes {
    private static final int MAGIC = 0x314c4646; // "FFL1"
    private static final int MAX_DIMENSIONS = 16;

    private LoraBytes() {}

    static byte[] write(LoraFactors factors) {
        long size = 2L * Integer.BYTES;
        for (LoraModule module : factors.modules()) {
            size += Integer.BYTES + utf8(module.key()).length + Double.BYTES;
            size += tensorBytes(module.down()) + tensorBytes(module.up());
        }
        if (size > Integer.MAX_VALUE) {
            throw new CheckpointException("a LoRA of " + size + " bytes is too large for one array");
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(factors.modules().size());
        for (LoraModule module : factors.modules()) {
            putText(out, module.key());
            out.putDouble(module.factor());
            putTensor(out, module.down());
            putTensor(out, module.up());
        }
        return out.array();
    }

    static LoraFactors read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getInt() != MAGIC) {
                throw new CheckpointException("these bytes are not a stored LoRA of this version");
            }
            int count = in.getInt();
            List<LoraModule> modules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String key = getText(in);
                double factor = in.getDouble();
                modules.add(new LoraModule(key, factor, getTensor(in, key + ".down"), getTensor(in, key + ".up")));
            }
            if (in.hasRemaining()) {
                throw new CheckpointException(in.remaining() + " bytes follow a stored LoRA");
            }
            return new LoraFactors(modules);
        } catch (BufferUnderflowException e) {
            throw new CheckpointException("a stored LoRA ends early", e);
        }
    }

    private static long tensorBytes(Tensor tensor) {
        long head = 2L * Integer.BYTES + utf8(tensor.type().name()).length;
        return head + (long) Long.BYTES * tensor.shape().size() + tensor.sizeBytes();
    }

    private static void putTensor(ByteBuffer out, Tensor tensor) {
        putText(out, tensor.type().name());
        out.putInt(tensor.shape().size());
        tensor.shape().forEach(out::putLong);
        out.put(tensor.bytes());
    }

    private static Tensor getTensor(ByteBuffer in, String name) {
        ElementType type = type(getText(in));
        int dimensions = in.getInt();
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
            throw new CheckpointException(name + " has " + dimensions + " dimensions");
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            shape.add(in.getLong());
        }
        ByteBuffer content = take(in, Tensor.sizeBytes(name, type, shape));
        ByteBuffer direct = ByteBuffer.allocateDirect(content.remaining());
        return new Tensor(name, type, shape, new MemoryBytes(direct.put(content).flip()));
    }

    private static ElementType type(String name) {
        try {
            return ElementType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("a stored LoRA has elements of type " + name, e);
        }
    }

    private static void putText(ByteBuffer out, String text) {
        byte[] utf8 = utf8(text);
        out.putInt(utf8.length).put(utf8);
    }

    private static String getText(ByteBuffer in) {
        return StandardCharsets.UTF_8.decode(take(in, in.getInt())).toString();
    }

    private static ByteBuffer take(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return taken;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
