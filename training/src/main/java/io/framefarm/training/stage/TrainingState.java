package io.framefarm.training.stage;

import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.SafetensorsFile;
import io.framefarm.training.tensor.SafetensorsFile.Precision;
import io.framefarm.training.tensor.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A stage on its way: its parameters, their average, the optimizer's moments and how far it is. */
record TrainingState(
        Parameters trained,
        Parameters average,
        Parameters mean,
        Parameters square,
        long step,
        long seed,
        double hours) {

    private static final String TRAINED = "trained/";
    private static final String AVERAGE = "average/";
    private static final String MEAN = "mean/";
    private static final String SQUARE = "square/";
    private static final String COMPANION = "companion/";

    static TrainingState resumeOrStart(Stage stage, Path file, long seed) throws IOException {
        Parameters started = stage.start(new SplittableRandom(seed));
        if (!Files.exists(file)) {
            ParameterLayout layout = started.layout();
            return new TrainingState(
                    started, started.copy(), Parameters.zeros(layout), Parameters.zeros(layout), 0, seed, 0);
        }
        SafetensorsFile saved = SafetensorsFile.read(file);
        stage.companions()
                .forEach((name, companion) ->
                        companion.approach(RunDirectory.load(saved, COMPANION + name + "/", companion.layout()), 1));
        return new TrainingState(
                RunDirectory.load(saved, TRAINED, started.layout()),
                RunDirectory.load(saved, AVERAGE, started.layout()),
                RunDirectory.load(saved, MEAN, started.layout()),
                RunDirectory.load(saved, SQUARE, started.layout()),
                Long.parseLong(word(saved, "step", file)),
                Long.parseLong(word(saved, "seed", file)),
                Double.parseDouble(word(saved, "hours", file)));
    }

    TrainingState at(long newStep, double newHours) {
        return new TrainingState(trained, average, mean, square, newStep, seed, newHours);
    }

    void save(Path file, Map<String, Parameters> companions) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.putAll(RunDirectory.stored(TRAINED, trained));
        tensors.putAll(RunDirectory.stored(AVERAGE, average));
        tensors.putAll(RunDirectory.stored(MEAN, mean));
        tensors.putAll(RunDirectory.stored(SQUARE, square));
        companions.forEach((name, companion) -> tensors.putAll(RunDirectory.stored(COMPANION + name + "/", companion)));
        new SafetensorsFile(words(), tensors).write(file, Precision.F32);
    }

    Map<String, String> words() {
        return Map.of("step", Long.toString(step), "seed", Long.toString(seed), "hours", Double.toString(hours));
    }

    private static String word(SafetensorsFile file, String key, Path path) throws IOException {
        String word = file.metadata().get(key);
        if (word == null) {
            throw new IOException(path + " does not say its " + key);
        }
        return word;
    }
}
