package io.framefarm.worker.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, well-formed or not. */
final class PickleScript {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Protocol 2, as PyTorch writes. */
    static PickleScript start() {
        return new PickleScript().op(0x80, 2);
    }

    PickleScript op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }

    PickleScript times(int count, int... codes) {
        for (int i = 0; i < count; i++) {
            op(codes);
        }
        return this;
    }

    PickleScript text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').int4(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    PickleScript whole(long value) {
        op(0x8a, 8);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    PickleScript int4(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    PickleScript global(String module, String name) {
        return op('c').ascii(module + "\n" + name + "\n");
    }

    PickleScript ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    PickleScript storage(String type, String key, long elements) {
        op('(').text("storage").global("torch", type).text(key).text("cpu").whole(elements);
        return op('t', 'Q');
    }

    PickleScript tensor(String type, String key, long elements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .storage(type, key, elements)
                .whole(offset);
        wholes(shape).wholes(strides).op(0x89);
        return global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    PickleScript wholes(long... values) {
        op('(');
        for (long value : values) {
            whole(value);
        }
        return op('t');
    }

    /** A dictionary with one tensor of four floats in storage 0. */
    static PickleScript oneTensor() {
        return start().op('}')
                .text("w")
                .tensor("FloatStorage", "0", 4, 0, new long[] {2, 2}, new long[] {2, 1})
                .op('s');
    }

    byte[] stop() {
        return op('.').bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
