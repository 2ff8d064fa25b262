package io.framefarm.worker.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Does with files what ONNX Runtime's TensorRT provider does: takes the engine that is there, or builds it in place. */
final class FakeTensorRt implements EngineCache.Opening<String> {
    static final String FILE = "graph_fp16_sm90.engine";
    private static final String TIMINGS = "cache_sm90.timing";

    final AtomicInteger builds = new AtomicInteger();
    private final String engine;

    /** @param engine what it builds, and takes for whole */
    FakeTensorRt(String engine) {
        this.engine = engine;
    }

    @Override
    public String open(EnginePlace place) {
        try {
            Path file = place.engines().resolve(FILE);
            return Files.exists(file) ? read(file) : build(file, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(Path file) throws IOException {
        String found = Files.readString(file);
        if (!found.equals(engine)) {
            throw new SpoiltEngineException("could not deserialize engine from cache: " + file, new IOException(found));
        }
        return found;
    }

    private String build(Path file, EnginePlace place) throws IOException {
        builds.incrementAndGet();
        if (place.timings().isPresent()) {
            Path timings = place.timings().get().resolve(TIMINGS);
            String known = Files.exists(timings) ? Files.readString(timings) : "";
            Files.writeString(timings, known + engine + ";");
        }
        Files.writeString(file, engine);
        return engine;
    }
}
