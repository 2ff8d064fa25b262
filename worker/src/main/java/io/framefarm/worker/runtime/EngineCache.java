package io.framefarm.worker.runtime;

import io.framefarm.worker.network.NetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what TensorRT takes minutes to build. However many threads and processes want an engine, one of them builds it
 * and the others wait; if it dies, the next one begins again. Safe for use by several threads.
 */
final class EngineCache {
    private static final Logger log = LoggerFactory.getLogger(EngineCache.class);

    /**
     * One for the whole process, as ONNX Runtime has one around all building and reading of engines. A process that
     * waited for one file while it held another would be refused by Linux, which sees no threads, as a deadlock.
     */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path folder;
    private final MakeRoom makeRoom;

    /** Opens a network with the engines of a place, or builds them there. */
    @FunctionalInterface
    interface Opening<T> {
        /** Throws {@link SpoiltEngineException} if what is there cannot be read. */
        T open(EnginePlace place);
    }

    /** Throws {@link IllegalArgumentException} if nothing can be kept there. */
    EngineCache(EngineFolder engines) {
        this.folder = engines.folder().toAbsolutePath();
        this.makeRoom = new MakeRoom(folder, engines.mostBytes());
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ""));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "engines: " + folder + " cannot be written (allowed: a folder that can, there or not): " + e, e);
        }
    }

    <T> T open(EngineKey key, Opening<T> opening) {
        Path machine = folder.resolve(key.machine().name());
        KeptEngine engine = new KeptEngine(machine.resolve(key.network()));
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(machine);
            if (key.machine().isKnown()) {
                Optional<T> opened = load(engine, opening);
                if (opened.isPresent()) {
                    return opened.get();
                }
            }
            return loadOrBuild(engine, KernelTimings.of(machine), opening);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep engines in " + folder + ": " + e.getMessage(), e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static <T> Optional<T> load(KeptEngine engine, Opening<T> opening) throws IOException {
        try (FileGuard guard = FileGuard.shared(engine.guard())) {
            if (!engine.isWhole()) {
                return Optional.empty();
            }
            engine.markUsed();
            return Optional.of(opening.open(new EnginePlace(engine.folder(), Optional.empty())));
        } catch (SpoiltEngineException e) {
            log.warn("The engine in {} is built anew: {}", engine.folder(), e.getMessage());
            engine.markSpoilt();
            return Optional.empty();
        }
    }

    private <T> T loadOrBuild(KeptEngine engine, KernelTimings timings, Opening<T> opening) throws IOException {
        T opened;
        try (FileGuard guard = FileGuard.alone(engine.guard())) {
            if (!engine.isWhole()) {
                log.info("TensorRT builds what is kept in {}; this takes minutes", engine.folder());
                engine.clear();
            }
            timings.lend(engine.timings());
            opened = opening.open(new EnginePlace(engine.folder(), Optional.of(engine.timings())));
            keep(engine, timings);
        } catch (SpoiltEngineException e) {
            engine.markSpoilt();
            throw new NetworkException(
                    "an engine cannot be read and is built anew the next time: " + e.getMessage(), e);
        }
        return opened;
    }

    /** The network is open and works, whatever becomes of its engines. */
    private void keep(KeptEngine engine, KernelTimings timings) {
        try {
            timings.takeBack(engine.timings());
            engine.markWhole();
            engine.markUsed();
            if (engine.isEmpty()) {
                log.warn("TensorRT took no part of a network, which the next provider runs: {}", engine.folder());
            }
        } catch (IOException e) {
            log.warn("The engine in {} is in use, but has to be built again the next time", engine.folder(), e);
        }
        makeRoom.beside(engine);
    }
}
