package io.framefarm.training;

import io.framefarm.deploy.cli.FarmMain;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.MalformedPngException;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;

/** Shots of the shipped demo model, rendered by the command line as a person would. */
final class Film {

    static final int SIDE = 64;

    private static final int FRAMES = 16;
    private static final int MINUTES = 4;
    private static final Path PACKS = Path.of("../deploy/packs");

    private final Path folder;
    private final StringBuilder request = new StringBuilder("""
            model: demo
            width: %d
            height: %d
            fps: 8
            output: {format: png_sequence}
            shots:
            """.formatted(SIDE, SIDE));

    /** What comes of it lies in the folder. */
    Film(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** {@code fields} are further fields of the shot, as YAML in one line. */
    void shot(Scene scene, int seed, String... fields) {
        List<String> all = new ArrayList<>(
                List.of("prompt: \"" + Grammar.canonical(scene) + '"', "frames: " + FRAMES, "seed: " + seed));
        all.addAll(List.of(fields));
        request.append("  - {").append(String.join(", ", all)).append("}\n");
    }

    /** The frames of each shot, each as interleaved RGB bytes. */
    List<byte[][]> render() throws IOException, InterruptedException, MalformedPngException {
        Path asked = Files.writeString(folder.resolve("film.yaml"), request);
        Path video = folder.resolve("film.zip");
        farm(
                "render",
                asked.toString(),
                "-o",
                video.toString(),
                "--data",
                folder.resolve("data").toString());
        List<byte[]> frames = frames(video);
        List<byte[][]> shots = new ArrayList<>();
        for (int first = 0; first < frames.size(); first += FRAMES) {
            shots.add(frames.subList(first, first + FRAMES).toArray(byte[][]::new));
        }
        return shots;
    }

    private static void farm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", FarmMain.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--models", PACKS.toAbsolutePath().toString()));
        Path said = Files.createTempFile("farm", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        command + (ended ? " failed" : " did not end") + ": " + Files.readString(said));
            }
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }

    private static List<byte[]> frames(Path zip) throws IOException, MalformedPngException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            List<byte[]> frames = new ArrayList<>();
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(".png")) {
                    frames.add(PngReader.read(entries.readAllBytes(), Limits.MAX_PIXELS)
                            .rgb());
                }
            }
            return frames;
        }
    }
}
