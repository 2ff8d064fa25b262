package io.framefarm.training.tensor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Moves numbers between Java arrays and tensors; tensors made here own their memory. */
public final class Floats {
    private Floats() {}

    public static Tensor tensor(float[] values, long... shape) {
        Tensor tensor = torch.empty(shape);
        if (tensor.numel() != values.length) {
            throw new IllegalArgumentException(values.length + " values do not fill " + tensor.numel() + " elements");
        }
        FloatPointer memory = tensor.data_ptr_float();
        memory.put(values, 0, values.length);
        memory.close();
        return tensor;
    }

    public static Tensor integers(long[] values, long... shape) {
        Tensor tensor = torch.empty(shape, new TensorOptions(torch.ScalarType.Long), new MemoryFormatOptional());
        if (tensor.numel() != values.length) {
            throw new IllegalArgumentException(values.length + " values do not fill " + tensor.numel() + " elements");
        }
        LongPointer memory = tensor.data_ptr_long();
        memory.put(values, 0, values.length);
        memory.close();
        return tensor;
    }

    public static float[] array(Tensor tensor) {
        Tensor dense = tensor.detach().contiguous();
        float[] values = new float[Math.toIntExact(dense.numel())];
        FloatPointer memory = dense.data_ptr_float();
        memory.get(values, 0, values.length);
        memory.close();
        return values;
    }
}
