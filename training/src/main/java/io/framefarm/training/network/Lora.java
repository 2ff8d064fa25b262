package io.framefarm.training.network;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameter;
import io.framefarm.training.tensor.Parameter.Start;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Low-rank changes of the UNet's spatial weights (Hu et al., arXiv 2106.09685), at the layers that AnimateLCM's
 * LoRA touches.
 */
public final class Lora {
    private static final List<String> TOUCHED = List.of(
            "to_q",
            "to_k",
            "to_v",
            "to_out.0",
            "proj_in",
            "proj_out",
            "ff.net.0.proj",
            "ff.net.2",
            "conv1",
            "conv2",
            "conv_shortcut",
            "downsamplers.0.conv",
            "upsamplers.0.conv",
            "time_emb_proj");

    private final int rank;
    private final double alpha;
    private final Map<String, String> paths = new LinkedHashMap<>(); // weight of the UNet to path of its LoRA

    /** Declares a LoRA for the matching weights of {@code unet} under {@code prefix}. */
    public Lora(ParameterLayout unet, String prefix, int rank, double alpha, ParameterLayout layout) {
        this.rank = rank;
        this.alpha = alpha;
        for (Parameter weight : unet.parameters()) {
            String module = weight.name().replaceFirst("\\.weight$", "");
            if (weight.shape().size() < 2 || TOUCHED.stream().noneMatch(t -> module.endsWith("." + t))) {
                continue;
            }
            String path = prefix + "." + module;
            paths.put(weight.name(), path);
            declare(layout, path, weight.shape());
        }
    }

    private void declare(ParameterLayout layout, String path, List<Long> shape) {
        long inputs = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
        double spread = 1 / Math.sqrt((double) inputs);
        if (shape.size() == 2) {
            layout.declare(path + ".lora_down.weight", Start.UNIFORM, spread, rank, shape.get(1));
            layout.declare(path + ".lora_up.weight", Start.CONSTANT, 0, shape.get(0), rank);
        } else {
            layout.declare(
                    path + ".lora_down.weight", Start.UNIFORM, spread, rank, shape.get(1), shape.get(2), shape.get(3));
            layout.declare(path + ".lora_up.weight", Start.CONSTANT, 0, shape.get(0), rank, 1, 1);
        }
    }

    public int rank() {
        return rank;
    }

    public double alpha() {
        return alpha;
    }

    /** The UNet's weights with the LoRA merged in as they are asked for, so that gradients reach it. */
    public Weights merged(Weights unet, Weights lora, double scale) {
        return name -> {
            Tensor weight = unet.get(name);
            String path = paths.get(name);
            return path == null ? weight : weight.add(change(lora, path, weight), new Scalar(scale * alpha / rank));
        };
    }

    /** The UNet's weights with the LoRA merged in once and for all. */
    public Parameters merge(Parameters unet, Weights lora, double scale) {
        Parameters result = unet.copy();
        Weights changed = merged(unet, lora, scale);
        paths.keySet().forEach(name -> TensorScope.within(() -> result.set(name, Floats.array(changed.get(name)))));
        return result;
    }

    /** Up times down, in the shape of the weight it changes. */
    private Tensor change(Weights lora, String path, Tensor weight) {
        Tensor up = lora.get(path + ".lora_up.weight").flatten(1, -1); // [out, rank] or [out, rank * 1 * 1]
        Tensor down = lora.get(path + ".lora_down.weight").flatten(1, -1); // [rank, in * k * k]
        return up.matmul(down).view_as(weight);
    }
}
