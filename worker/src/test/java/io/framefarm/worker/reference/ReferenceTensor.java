package io.framefarm.worker.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** One tensor of a reference file, held in memory. */
public final class ReferenceTensor {
    private final String name;
    private final String dtype;
    private final List<Long> shape;
    private final ByteBuffer bytes;

    ReferenceTensor(String name, String dtype, List<Long> shape, ByteBuffer bytes) {
        this.name = name;
        this.dtype = dtype;
        this.shape = List.copyOf(shape);
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    public String name() {
        return name;
    }

    public List<Long> shape() {
        return shape;
    }

    /** The shape as ONNX Runtime and our tensors take it. */
    public long[] dims() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    public int size() {
        return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }

    public float[] floats() {
        expect("F32");
        float[] values = new float[size()];
        bytes.asFloatBuffer().get(0, values);
        return values;
    }

    public double[] doubles() {
        expect("F64");
        double[] values = new double[size()];
        bytes.asDoubleBuffer().get(0, values);
        return values;
    }

    /** Token ids and timesteps. */
    public long[] longs() {
        expect("I64");
        long[] values = new long[size()];
        bytes.asLongBuffer().get(0, values);
        return values;
    }

    /** The bytes of a uint8 image. */
    public byte[] unsignedBytes() {
        expect("U8");
        byte[] values = new byte[size()];
        bytes.get(0, values);
        return values;
    }

    public String dtype() {
        return dtype;
    }

    private void expect(String wanted) {
        if (!dtype.equals(wanted)) {
            throw new IllegalStateException(String.format(Locale.ROOT, "tensor %s is %s, not %s", name, dtype, wanted));
        }
    }
}
