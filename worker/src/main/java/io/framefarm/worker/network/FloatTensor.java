package io.framefarm.worker.network;

import io.framefarm.worker.onnx.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Floats outside the Java heap, row by row, so that a network reads and writes them without a copy. */
public final class FloatTensor {
    private final Shape shape;
    private final ByteBuffer bytes;

    private FloatTensor(Shape shape) {
        this.shape = shape;
        this.bytes = ByteBuffer.allocateDirect(Math.toIntExact(shape.elements() * Float.BYTES))
                .order(ByteOrder.nativeOrder());
    }

    public static FloatTensor zeros(Shape shape) {
        return new FloatTensor(shape);
    }

    public static FloatTensor of(float[] values, long... dims) {
        Shape shape = Shape.of(dims);
        if (shape.elements() != values.length) {
            throw new IllegalArgumentException(values.length + " values do not fill the shape " + shape);
        }
        FloatTensor tensor = new FloatTensor(shape);
        tensor.values().put(values);
        return tensor;
    }

    public Shape shape() {
        return shape;
    }

    /** A view of the values from the first to the last; what is written to it changes the tensor. */
    public FloatBuffer values() {
        return bytes.asFloatBuffer();
    }

    public float[] toArray() {
        float[] array = new float[values().remaining()];
        values().get(array);
        return array;
    }
}
