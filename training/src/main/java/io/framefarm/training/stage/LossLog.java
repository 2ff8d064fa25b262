package io.framefarm.training.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the mean of the losses since the last line as one line of JSON. */
final class LossLog {
    private static final Logger log = LoggerFactory.getLogger(LossLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Map<String, Double>> pending = new ArrayList<>();

    LossLog(Path file) {
        this.file = file;
    }

    void add(Map<String, Double> parts) {
        pending.add(parts);
    }

    void write(TrainingState state, double learningRate, double gradientNorm) throws IOException {
        ObjectNode line = JSON.createObjectNode()
                .put("step", state.step())
                .put("hours", rounded(state.hours()))
                .put("learningRate", rounded(learningRate))
                .put("gradientNorm", rounded(gradientNorm));
        means().forEach((name, mean) -> line.put(name, rounded(mean)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        log.info("{}", line);
        pending.clear();
    }

    /** A part that only some batches have is averaged over those. */
    private Map<String, Double> means() {
        Map<String, Double> sums = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (Map<String, Double> parts : pending) {
            parts.forEach((name, value) -> sums.merge(name, value, Double::sum));
            parts.keySet().forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        sums.replaceAll((name, sum) -> sum / counts.getOrDefault(name, 1));
        return sums;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.5g", value));
    }
}
