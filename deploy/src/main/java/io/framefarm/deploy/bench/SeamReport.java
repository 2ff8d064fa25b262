package io.framefarm.deploy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.deploy.bench.MeasureSeams.Row;
import io.framefarm.deploy.bench.MeasureSeams.Way;
import java.util.List;
import java.util.Locale;

/**
 * What came of measuring seams.
 *
 * @param videos for each way
 * @param frames of each video, but where one segment is a shot
 */
public record SeamReport(String pack, int videos, int frames, List<Row> rows) {

    public SeamReport {
        rows = List.copyOf(rows);
    }

    /** The name of the folder in which the videos of a way are kept. */
    public static String folder(Way way) {
        return way.name().replaceAll("[^a-z0-9]+", "-");
    }

    /** In Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%s, %d prompts, %d frames each%n%n", pack, videos, frames));
        table.append(
                String.format(Locale.ROOT, "| continuity | at borders | inside | ratio |%n|---|---:|---:|---:|%n"));
        for (Row row : rows) {
            SeamMeasure seams = row.seams();
            table.append(
                    seams == null
                            ? String.format(
                                    Locale.ROOT, "| %s | | | |%n", row.way().name())
                            : String.format(
                                    Locale.ROOT,
                                    "| %s | %.2f | %.2f | %.2f |%n",
                                    row.way().name(),
                                    seams.atBorders(),
                                    seams.inside(),
                                    seams.ratio()));
        }
        return table.toString();
    }

    /** One object. */
    public String json() {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("pack", pack).put("prompts", videos).put("frames", frames);
        ArrayNode list = report.putArray("ways");
        for (Row row : rows) {
            ObjectNode entry =
                    list.addObject().put("continuity", row.way().name()).put("folder", folder(row.way()));
            SeamMeasure seams = row.seams();
            if (seams != null) {
                entry.put("at_borders", seams.atBorders())
                        .put("inside", seams.inside())
                        .put("ratio", seams.ratio())
                        .put("borders", seams.borders());
            }
        }
        return report.toString();
    }
}
