package io.framefarm.deploy.cli;

import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.inspect.MakeCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm bench make-checkpoint}. */
@Command(
        description = {
            "Writes random half-precision checkpoints with the names and shapes of Stable Diffusion 1.5 (2.1 GB),",
            "AnimateLCM's motion modules (0.9 GB) and its LoRA (0.1 GB), and TAESD's decoder (2 MB), to measure with."
        })
final class MakeCheckpoints implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FOLDER", description = "Where to write them; made if it is not there.")
    private Path folder = Path.of("");

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same files (default: 1).")
    private long seed;

    MakeCheckpoints(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Attempt.orExplain(() -> {
            Files.createDirectories(folder);
            MakeCheckpoint make = new MakeCheckpoint(seed);
            Path model = folder.resolve("sd15-random.safetensors");
            make.original(model, List.of(UNetConfig.SD15, VaeConfig.SD15, ClipTextConfig.VIT_L_14));
            show(model);
            Path motion = folder.resolve("animatelcm-random.safetensors");
            make.original(motion, List.of(MotionConfig.ANIMATE_LCM));
            show(motion);
            Path draftDecoder = folder.resolve("taesd-random-decoder.safetensors");
            make.original(draftDecoder, List.of(TaesdConfig.DECODER));
            show(draftDecoder);
            Path lora = folder.resolve("animatelcm-random-lora.safetensors");
            make.lora(lora, UNetConfig.SD15);
            show(lora);
            return folder;
        });
        return ExitCode.DONE.number();
    }

    private void show(Path file) throws IOException {
        terminal.out().printf("%s: %,d bytes%n", file, Files.size(file));
    }
}
