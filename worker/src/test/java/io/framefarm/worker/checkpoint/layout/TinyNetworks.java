package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Networks of the real topology, small enough for a unit test, with random weights. */
public final class TinyNetworks {
    public static final UNetConfig UNET = new UNetConfig(
            4, 4, List.of(8, 16, 16), List.of(true, true, false), List.of(2, 2, 2), 2, 1, 32, 12, 4, false);
    public static final VaeConfig VAE = new VaeConfig(3, 4, List.of(8, 16, 16), 2, 4, 0.18215);
    public static final ClipTextConfig TEXT =
            new ClipTextConfig(50, 7, 12, 48, 2, 3, ClipTextConfig.Activation.QUICK_GELU, 1e-5);
    public static final MotionConfig MOTION = new MotionConfig(List.of(8, 16, 16), 2, true, 1, 2, 4, 0);

    public static final TaesdConfig DRAFT_DECODER = new TaesdConfig(TaesdConfig.Part.DECODER, 3, 4, 8);

    /** What single files of these networks cannot tell. */
    public static final Assumptions ASSUMPTIONS =
            new Assumptions(4, 2, 4, 0.18215, 3, ClipTextConfig.Activation.QUICK_GELU, 4, 2);

    private TinyNetworks() {}

    public static <C extends NetworkConfig> NetworkWeights<C> random(C config, ElementType type) {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.tensorShapes().forEach((name, shape) -> tensors.put(name, random(name, type, shape, random)));
        return new NetworkWeights<>(config, tensors);
    }

    public static Tensor random(String name, ElementType type, List<Long> shape, SplittableRandom random) {
        int count = shape.stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.ofFloats(name, type, shape, values);
    }
}
