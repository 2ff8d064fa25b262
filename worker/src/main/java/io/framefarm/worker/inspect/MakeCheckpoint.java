package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.OriginalNames;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes half-precision checkpoints of random weights with the names and shapes that published ones have, so that speed
 * and memory can be measured without downloading any.
 */
public final class MakeCheckpoint {
    /** The rank and alpha of AnimateLCM's and LCM-LoRA's adapters. */
    private static final int LORA_RANK = 64;

    private static final float LORA_ALPHA = 8;

    /** Which layers of a UNet an adapter changes. */
    public enum Layers {
        /** Every attention, feed-forward, projection and convolution inside the blocks, as AnimateLCM's own adapter. */
        ALL("(?!conv_in|conv_out|time_embedding).*"),
        /** Every linear layer of the transformers: attention, feed-forward and projections, as most adapters of styles. */
        TRANSFORMERS(".*\\.attentions\\..*"),
        /** The four projections of each attention alone. */
        ATTENTION(".*\\.attn[12]\\..*");

        private final Pattern names;

        Layers(String names) {
            this.names = Pattern.compile(names);
        }

        private boolean have(String tensor) {
            return names.matcher(tensor).matches();
        }
    }

    private final RandomWeights random;

    public MakeCheckpoint(long seed) {
        this.random = new RandomWeights(seed);
    }

    /** The networks in the authors' names: together as a single file, or motion modules alone. */
    public void original(Path file, List<? extends NetworkConfig> networks) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (NetworkConfig network : networks) {
            OriginalNames.tensorShapes(network).forEach((name, shape) -> tensors.add(random.tensor(name, shape)));
        }
        write(file, tensors);
    }

    /** One network under its diffusers names. */
    public void diffusers(Path file, NetworkConfig network) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        network.tensorShapes().forEach((name, shape) -> tensors.add(random.tensor(name, shape)));
        write(file, tensors);
    }

    /** An adapter like AnimateLCM's, kohya style. */
    public void lora(Path file, UNetConfig unet) throws IOException {
        lora(file, unet, LORA_RANK, Layers.ALL);
    }

    /** An adapter of some layers of a UNet, kohya style. */
    public void lora(Path file, UNetConfig unet, int rank, Layers layers) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        unet.tensorShapes().forEach((name, shape) -> {
            if (shape.size() >= 2 && layers.have(name)) {
                String layer =
                        "lora_unet_" + name.substring(0, name.lastIndexOf('.')).replace('.', '_');
                addPair(tensors, layer, shape, rank);
            }
        });
        write(file, tensors);
    }

    private void addPair(List<Tensor> tensors, String layer, List<Long> shape, int rank) {
        List<Long> down = new ArrayList<>(shape);
        down.set(0, (long) rank);
        List<Long> up = new ArrayList<>(List.of(shape.get(0), (long) rank));
        while (up.size() < shape.size()) {
            up.add(1L);
        }
        tensors.add(Tensor.ofFloats(layer + ".alpha", ElementType.F16, List.of(), new float[] {LORA_ALPHA}));
        tensors.add(random.tensor(layer + ".lora_down.weight", down));
        tensors.add(random.tensor(layer + ".lora_up.weight", up));
    }

    private static void write(Path file, List<Tensor> tensors) throws IOException {
        SafetensorsWriter.write(file, tensors, Map.of("format", "pt", "title", "random weights"));
    }
}
