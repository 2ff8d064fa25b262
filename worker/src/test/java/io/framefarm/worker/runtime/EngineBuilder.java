package io.framefarm.worker.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that wants an engine: says when it builds, and goes on when it is told. */
final class EngineBuilder {
    static final String BUILDING = "building";

    private EngineBuilder() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        EngineCache cache = new EngineCache(new EngineFolder(folder, 1));
        cache.open(EngineProcessesTest.UNET, place -> build(place, Path.of(args[1])));
    }

    private static String build(EnginePlace place, Path builds) {
        try {
            Path engine = place.engines().resolve(FakeTensorRt.FILE);
            if (!Files.exists(engine)) {
                Files.writeString(builds, BUILDING + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Files.writeString(engine, "half");
                System.out.println(BUILDING);
                System.in.read();
                Files.writeString(engine, "whole engine");
            }
            return Files.readString(engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
