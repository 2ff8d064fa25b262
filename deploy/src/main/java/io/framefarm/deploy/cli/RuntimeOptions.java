package io.framefarm.deploy.cli;

import io.framefarm.worker.runtime.EngineFolder;
import io.framefarm.worker.runtime.Precision;
import io.framefarm.worker.runtime.Provider;
import io.framefarm.worker.runtime.RuntimeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On what networks run. */
final class RuntimeOptions {

    @Option(
            names = "--providers",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "${env:FARM_PROVIDERS:-tensorrt,cuda,cpu}",
            description = {
                "${COMPLETION-CANDIDATES}: those allowed, of which the first that works is taken (also: FARM_PROVIDERS;",
                "default: all). Without cpu, a machine whose GPU cannot be used is refused."
            })
    private List<Provider> providers = List.of();

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "${env:FARM_PRECISION:-half}",
            description = {
                "${COMPLETION-CANDIDATES} (also: FARM_PRECISION; default: half). half: 16 bits on a GPU. single: 32 bits.",
                "int8: 8 bits for the denoising networks on a processor with VNNI. Else processors take 32 bits."
            })
    private Precision precision = Precision.HALF;

    @Option(names = "--gpu", paramLabel = "N", defaultValue = "0", description = "Index of the GPU (default: 0).")
    private int device;

    @Option(
            names = "--engines",
            paramLabel = "DIR",
            defaultValue = "${env:FARM_ENGINES:-" + Option.NULL_VALUE + "}",
            description = "Keeps the engines that TensorRT builds (also: FARM_ENGINES; default: built at each start).")
    private Optional<Path> engines = Optional.empty();

    @Option(
            names = "--engines-size",
            paramLabel = "GB",
            defaultValue = "${env:FARM_ENGINES_SIZE:-100}",
            description = "How much they may take before those that were not used for longest go"
                    + " (also: FARM_ENGINES_SIZE; default: 100).")
    private int enginesGigabytes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads of one network (default: all cores). The pixels are the same bytes only"
                    + " for the same number.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--steps-together",
            paramLabel = "N",
            description =
                    "The most steps of a segment that are taken in one run of a network, where nothing has to be seen"
                            + " between them (default: 8 with CUDA, else 1).")
    private Optional<Integer> stepsTogether = Optional.empty();

    RuntimeSettings settings() {
        int count = threads.orElseGet(() -> RuntimeSettings.ofThisMachine().threads());
        return new RuntimeSettings(
                count,
                device,
                providers,
                precision,
                engines.map(folder -> new EngineFolder(folder, enginesGigabytes)),
                stepsTogether);
    }
}
