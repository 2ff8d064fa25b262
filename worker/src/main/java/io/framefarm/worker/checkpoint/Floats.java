package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Turns stored elements into 32-bit floats, and floats into stored floating point elements. */
final class Floats {
    private Floats() {}

    static float[] read(ByteBuffer bytes, ElementType type) {
        float[] values = new float[bytes.remaining() / type.sizeBytes()];
        if (type == ElementType.F32) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        if (type == ElementType.F16) {
            ShortBuffer halves = bytes.asShortBuffer();
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.fromHalf(halves.get(i));
            }
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = element(bytes, i, type);
        }
        return values;
    }

    /** A direct little-endian buffer, ready to be read. */
    static ByteBuffer write(float[] values, ElementType type) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, type.sizeBytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case F64 -> {
                for (float value : values) {
                    bytes.putDouble(value);
                }
            }
            case F32 -> {
                bytes.asFloatBuffer().put(values);
                return bytes;
            }
            case F16 -> {
                for (float value : values) {
                    bytes.putShort(HalfFloat.toHalf(value));
                }
            }
            case BF16 -> {
                for (float value : values) {
                    bytes.putShort(HalfFloat.toBrain(value));
                }
            }
            case I64, I32, I16, I8, U8, BOOL ->
                throw new IllegalArgumentException("floats cannot be stored as " + type);
        }
        return bytes.flip();
    }

    private static float element(ByteBuffer bytes, int index, ElementType type) {
        int at = index * type.sizeBytes();
        return switch (type) {
            case F64 -> (float) bytes.getDouble(at);
            case F32 -> bytes.getFloat(at);
            case F16 -> HalfFloat.fromHalf(bytes.getShort(at));
            case BF16 -> HalfFloat.fromBrain(bytes.getShort(at));
            case I64 -> bytes.getLong(at);
            case I32 -> bytes.getInt(at);
            case I16 -> bytes.getShort(at);
            case I8 -> bytes.get(at);
            case U8 -> bytes.get(at) & 0xff;
            case BOOL -> bytes.get(at) == 0 ? 0 : 1;
        };
    }
}
