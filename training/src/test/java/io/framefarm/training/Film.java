package io.framefarm.training;

import io.framefarm.deploy.cli.FarmMain;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.MalformedPngException;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;

/** Shots of a shipped model, rendered by the command line as a person would. */
final class Film {

    static final int SIDE = 64;

    private static final int FRAMES = 16;
    private static final int MINUTES = 4;
    private static final Path PACKS = Path.of("../deploy/packs");

    private final Path folder;
    private final StringBuilder request;

    /** Of this pack; what the film is made of and what comes of it lies in the folder. */
    Film(String pack, Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        request = new StringBuilder("""
                model: %s
                width: %d
                height: %d
                fps: 8
                output: {format: png_sequence}
                shots:
                """.formatted(pack, SIDE, SIDE));
    }

    /** {@code fields} are further fields of the shot, as YAML in one line. */
    void shot(Scene scene, int seed, String... fields) {
        List<String> all = new ArrayList<>(
                List.of("prompt: \"" + Grammar.canonical(scene) + '"', "frames: " + FRAMES, "seed: " + seed));
        all.addAll(List.of(fields));
        request.append("  - {").append(String.join(", ", all)).append("}\n");
    }

    /** Writes interleaved RGB bytes as a PNG image and returns its name for the fields of a shot. */
    String image(byte[] rgb) throws IOException {
        Path file = Files.createTempFile(folder, "image", ".png");
        Files.write(file, PngWriter.write(new RgbFrame(SIDE, SIDE, rgb)));
        return file.getFileName().toString();
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
