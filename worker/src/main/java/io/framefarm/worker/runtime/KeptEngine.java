package io.framefarm.worker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one network's engines. ONNX Runtime writes them in place, so whoever dies at it leaves a torn file. A
 * list of the files and their sizes, which comes last, says that they are whole.
 */
record KeptEngine(Path folder) {
    private static final String LIST = "whole";
    private static final String NEW_LIST = "whole.new";
    private static final String USED = "used";
    private static final Set<String> OURS = Set.of(LIST, NEW_LIST, USED);

    /** Beside the folder, so that it outlives what it guards. */
    Path guard() {
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }

    /** Where a build has its copy of the timings. */
    Path timings() {
        return folder.resolve("timings");
    }

    boolean isWhole() throws IOException {
        Path list = list();
        return Files.isRegularFile(list) && Files.readAllLines(list).equals(contents());
    }

    void markWhole() throws IOException {
        Path written = Files.write(folder.resolve(NEW_LIST), contents());
        Files.move(written, list(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void markSpoilt() throws IOException {
        Files.deleteIfExists(list());
    }

    /** The file system has a clock, and one for all processes. */
    void markUsed() throws IOException {
        Files.writeString(folder.resolve(USED), USED);
    }

    /** Long ago if nobody came to use it. */
    FileTime lastUse() throws IOException {
        Path used = folder.resolve(USED);
        return Files.isRegularFile(used) ? Files.getLastModifiedTime(used) : FileTime.fromMillis(0);
    }

    boolean isEmpty() throws IOException {
        return engines().isEmpty();
    }

    long sizeBytes() throws IOException {
        long bytes = 0;
        for (Path engine : engines()) {
            bytes += Files.size(engine);
        }
        return bytes;
    }

    void clear() throws IOException {
        delete();
        Files.createDirectories(folder);
    }

    void delete() throws IOException {
        markSpoilt();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path list() {
        return folder.resolve(LIST);
    }

    private List<String> contents() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path engine : engines()) {
            lines.add(engine.getFileName() + " " + Files.size(engine));
        }
        return lines;
    }

    private List<Path> engines() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !OURS.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
