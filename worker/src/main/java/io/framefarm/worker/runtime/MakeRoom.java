package io.framefarm.worker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the engines that were not used for longest, and first those that somebody began and left, until the rest is
 * small enough. A session has its engine in the GPU's memory, so files may go unless they are being read or written.
 */
record MakeRoom(Path folder, long mostBytes) {
    private static final Logger log = LoggerFactory.getLogger(MakeRoom.class);

    /** @param latest stays, however large it is */
    void beside(KeptEngine latest) {
        try {
            remove(latest);
        } catch (IOException e) {
            log.warn("No room could be made among the engines in {}", folder, e);
        }
    }

    private void remove(KeptEngine latest) throws IOException {
        List<Aged> engines = oldestFirst();
        long bytes = engines.stream().mapToLong(Aged::sizeBytes).sum();
        for (Aged aged : engines) {
            if (bytes > mostBytes && !aged.engine().equals(latest) && removed(aged.engine())) {
                bytes -= aged.sizeBytes();
            }
        }
    }

    private static boolean removed(KeptEngine engine) throws IOException {
        Optional<FileGuard> free = FileGuard.aloneIfFree(engine.guard());
        if (free.isEmpty()) {
            return false;
        }
        try (FileGuard guard = free.get()) {
            log.info("The engine in {} makes room for others", engine.folder());
            engine.delete();
            return true;
        }
    }

    private List<Aged> oldestFirst() throws IOException {
        List<Aged> aged = new ArrayList<>();
        for (Path machine : folders(folder)) {
            for (Path engine : folders(machine)) {
                if (!KernelTimings.areIn(engine)) {
                    aged.add(Aged.of(new KeptEngine(engine)));
                }
            }
        }
        aged.sort(Comparator.comparingLong(Aged::lastUse));
        return aged;
    }

    private record Aged(KeptEngine engine, long lastUse, long sizeBytes) {

        static Aged of(KeptEngine engine) throws IOException {
            return new Aged(engine, engine.lastUse().toMillis(), engine.sizeBytes());
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        }
    }
}
