package io.framefarm.training.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Judges the videos that {@code farm bench seams -o} keeps, sixteen frames at a time, and puts its ratios beside that. A
 * thing that crosses a third of the frame in sixteen frames cannot go on doing so for sixty-four, so motion is judged of
 * what stays in its place.
 */
public final class JudgeShots {
    private final Judge judge = new Judge();
    private final Path folder;
    private final List<Scene> scenes = new ArrayList<>();

    /** What was asked for, and what sixteen frames of its video show. */
    private record Judged(Scene scene, Verdict verdict) {}

    /** Reads what was asked for. */
    public JudgeShots(Path folder) throws IOException {
        this.folder = folder;
        for (String prompt : Files.readAllLines(folder.resolve("prompts.txt"))) {
            scenes.add(Grammar.parse(prompt)
                    .orElseThrow(() -> new IllegalArgumentException("'" + prompt + "' is no prompt of the world")));
        }
    }

    /** A table in Markdown. */
    public String table() throws IOException {
        StringBuilder table =
                new StringBuilder("| continuity | at borders | inside | ratio | object | colour | background"
                        + " | all three | motion of what stays |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        JsonNode report = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("seams.json")))
                .get("ways");
        for (JsonNode way : report) {
            List<Judged> judged = judge(folder.resolve(way.get("folder").asText()));
            JudgeReport seen =
                    JudgeReport.of(judged.stream().map(Judged::verdict).toList());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.0f %% | %.0f %% | %.0f %% | %.0f %% | %s |%n",
                    way.get("continuity").asText(),
                    number(way, "at_borders"),
                    number(way, "inside"),
                    number(way, "ratio"),
                    seen.subject(),
                    seen.colour(),
                    seen.background(),
                    seen.appearance(),
                    motion(judged)));
        }
        return table.toString();
    }

    private static String number(JsonNode way, String field) {
        return way.has(field)
                ? String.format(Locale.ROOT, "%.2f", way.get(field).asDouble())
                : "";
    }

    private static String motion(List<Judged> judged) {
        List<Verdict> staying = judged.stream()
                .filter(each -> !each.scene().motion().travels())
                .map(Judged::verdict)
                .toList();
        return staying.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.0f %%", JudgeReport.of(staying).motion());
    }

    private List<Judged> judge(Path videos) throws IOException {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            List<BufferedImage> frames = frames(videos.resolve(String.format(Locale.ROOT, "%03d", i)));
            int width = frames.get(0).getWidth();
            int height = frames.get(0).getHeight();
            for (int first = 0; first + Renderer.FRAMES <= frames.size(); first += Renderer.FRAMES) {
                byte[][] clip = frames.subList(first, first + Renderer.FRAMES).stream()
                        .map(JudgeShots::rgb)
                        .toArray(byte[][]::new);
                judged.add(new Judged(scenes.get(i), judge.judge(clip, width, height, scenes.get(i))));
            }
        }
        return judged;
    }

    private static List<BufferedImage> frames(Path video) throws IOException {
        List<BufferedImage> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(video)) {
            for (Path file : files.sorted().toList()) {
                frames.add(ImageIO.read(file.toFile()));
            }
        }
        return frames;
    }

    private static byte[] rgb(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[3 * width * image.getHeight()];
        for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
            int colour = image.getRGB(pixel % width, pixel / width);
            rgb[3 * pixel] = (byte) (colour >> 16);
            rgb[3 * pixel + 1] = (byte) (colour >> 8);
            rgb[3 * pixel + 2] = (byte) colour;
        }
        return rgb;
    }
}
