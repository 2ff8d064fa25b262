package io.framefarm.deploy.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** Many histories, on all processors; of the first that broke a guarantee, the seed is kept. */
public final class Histories {
    private final Pictures pictures = new Pictures();
    private final Core.Source core;
    private final Path scratch;

    /** @param scratch a folder that the stitchers may use; it is created if need be */
    public Histories(Path scratch) {
        this(scratch, Core.REAL);
    }

    Histories(Path scratch, Core.Source core) {
        this.core = core;
        this.scratch = scratch;
        try {
            Files.createDirectories(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException("no scratch folder for the simulation: " + scratch, e);
        }
    }

    /** One history with its story. */
    public History tell(long seed) {
        return new Simulation(seed, core, pictures, scratch, true).run();
    }

    public SurvivalReport run(long firstSeed, long count) {
        return LongStream.range(firstSeed, firstSeed + count)
                .parallel()
                .mapToObj(seed -> new Simulation(seed, core, pictures, scratch, false).run())
                .collect(SurvivalReport::new, SurvivalReport::add, SurvivalReport::addAll);
    }
}
