package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds one half of TAESD in a file: either the author's, one file for each half, or the whole as diffusers has it. */
final class ReadTaesd {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,3})\\.(.*)");

    private ReadTaesd() {}

    static boolean isIn(Component component, TaesdConfig.Part part) {
        return marks(part).stream().anyMatch(component.checkpoint().tensors()::containsKey);
    }

    /** Tensors of which a file of this half has one: what diffusers calls it first, then the author. */
    private static List<String> marks(TaesdConfig.Part part) {
        // The author's files differ in what their layer 1 is: the decoder's first convolution, the encoder's first
        // block.
        return switch (part) {
            case ENCODER -> List.of("encoder.layers.0.weight", "1.conv.0.weight");
            case DECODER -> List.of("decoder.layers.0.weight", "1.weight");
        };
    }

    private static String title(TaesdConfig.Part part) {
        return switch (part) {
            case ENCODER -> NetworkKind.TAESD_ENCODER.title();
            case DECODER -> NetworkKind.TAESD_DECODER.title();
        };
    }

    static NetworkWeights<TaesdConfig> read(Component component, TaesdConfig.Part part) {
        if (!isIn(component, part)) {
            throw component.notFound(
                    title(part), marks(part).get(0), marks(part).get(1));
        }
        String prefix = prefix(part);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        component.checkpoint().tensors().forEach((name, tensor) -> {
            Matcher numbered = NUMBERED.matcher(name);
            if (name.startsWith(prefix)) {
                tensors.put(name, tensor);
            } else if (numbered.matches()) {
                tensors.put(prefix + canonicalIndex(numbered.group(1), part) + "." + numbered.group(2), tensor);
            }
        });
        Probe probe = new Probe(component.file(), tensors);
        int last = tensors.keySet().stream()
                .mapToInt(name -> index(name.substring(prefix.length())))
                .max()
                .orElseThrow();
        return ExactTensors.check(title(part), component.file(), config(probe, part, prefix, last), tensors);
    }

    private static TaesdConfig config(Probe probe, TaesdConfig.Part part, String prefix, int last) {
        int in = probe.dimension(prefix + "0.weight", 1);
        int width = probe.dimension(prefix + "0.weight", 0);
        int out = probe.dimension(prefix + last + ".weight", 0);
        return switch (part) {
            case ENCODER -> new TaesdConfig(part, in, out, width);
            case DECODER -> new TaesdConfig(part, out, in, width);
        };
    }

    private static String prefix(TaesdConfig.Part part) {
        return switch (part) {
            case ENCODER -> "encoder.layers.";
            case DECODER -> "decoder.layers.";
        };
    }

    private static int canonicalIndex(String number, TaesdConfig.Part part) {
        return Integer.parseInt(number) - layersBefore(part);
    }

    /** What the author calls a tensor. */
    static String original(String canonical, TaesdConfig.Part part) {
        String[] numbered = canonical.substring(prefix(part).length()).split("\\.", 2);
        return Integer.parseInt(numbered[0]) + layersBefore(part) + "." + numbered[1];
    }

    /** The author counts the decoder's clamping of its input as layer 0. */
    private static int layersBefore(TaesdConfig.Part part) {
        return switch (part) {
            case ENCODER -> 0;
            case DECODER -> 1;
        };
    }

    private static int index(String rest) {
        Matcher numbered = NUMBERED.matcher(rest);
        if (!numbered.matches()) {
            throw new CheckpointException("tensor " + rest + " is not a numbered layer of TAESD");
        }
        return Integer.parseInt(numbered.group(1));
    }
}
