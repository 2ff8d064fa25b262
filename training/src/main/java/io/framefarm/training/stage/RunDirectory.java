package io.framefarm.training.stage;

import io.framefarm.training.data.Look;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.SafetensorsFile;
import io.framefarm.training.tensor.SafetensorsFile.Precision;
import io.framefarm.training.tensor.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the stages of one training run keep their state, results, logs and contact sheets. */
public record RunDirectory(Path root) {
    /** All that a stage needs to go on after an interruption. */
    public Path state(String stage) {
        return root.resolve(stage).resolve("state.safetensors");
    }

    /** What the stage has learnt, averaged over its last steps: the input of later stages. */
    public Path weights(String stage) {
        return root.resolve(stage).resolve("weights.safetensors");
    }

    public Path log(String stage) {
        return root.resolve(stage).resolve("log.jsonl");
    }

    public Path scores(String stage) {
        return root.resolve(stage).resolve("scores.jsonl");
    }

    /** The clips that the stages after the VAE learn from. */
    public Path clips(Look look) {
        String name = look == Look.AS_DRAWN ? "clips" : "clips-" + look.name().toLowerCase(Locale.ROOT);
        return root.resolve(EncodeClips.NAME).resolve(name + ".safetensors");
    }

    public Path contactSheet(String stage, long step) {
        return root.resolve(stage).resolve("sheet-%06d.png".formatted(step));
    }

    public void saveWeights(String stage, Parameters parameters, Map<String, String> words) throws IOException {
        new SafetensorsFile(words, stored("", parameters)).write(weights(stage), Precision.F32);
    }

    /** The weights that {@code stage} learnt, under the names of {@code layout}. */
    public Parameters loadWeights(String stage, ParameterLayout layout) throws IOException {
        Path file = weights(stage);
        if (!Files.exists(file)) {
            throw new IOException("no weights of stage " + stage + ": run it first (" + file + ")");
        }
        return load(SafetensorsFile.read(file), "", layout);
    }

    /** The values of all parameters under their names. */
    public static SafetensorsFile file(Parameters parameters) {
        return new SafetensorsFile(Map.of(), stored("", parameters));
    }

    static Map<String, StoredTensor> stored(String prefix, Parameters parameters) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        parameters
                .values()
                .forEach((name, values) -> tensors.put(
                        prefix + name,
                        new StoredTensor(parameters.layout().parameter(name).shape(), values)));
        return tensors;
    }

    static Parameters load(SafetensorsFile file, String prefix, ParameterLayout layout) {
        Map<String, float[]> values = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                values.put(name.substring(prefix.length()), tensor.values());
            }
        });
        return Parameters.from(layout, values);
    }
}
