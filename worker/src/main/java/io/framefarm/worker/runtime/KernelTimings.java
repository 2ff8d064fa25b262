package io.framefarm.worker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What TensorRT measured of kernels, which saves the next build most of its time. ONNX Runtime reads and writes the file
 * in place, so each build has a copy: of two at the same time, the measurements of one are lost, but no file is torn.
 */
record KernelTimings(Path folder) {
    private static final String NAME = "timings";

    /** Those of all networks on a machine. */
    static KernelTimings of(Path machine) {
        return new KernelTimings(machine.resolve(NAME));
    }

    static boolean areIn(Path folder) {
        return folder.endsWith(NAME);
    }

    void lend(Path copy) throws IOException {
        Files.createDirectories(folder);
        Files.createDirectories(copy);
        for (Path file : files(folder)) {
            Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void takeBack(Path copy) throws IOException {
        for (Path file : files(copy)) {
            Files.move(
                    file,
                    folder.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(copy);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
