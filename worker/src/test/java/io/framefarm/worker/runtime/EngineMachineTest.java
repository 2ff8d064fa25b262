package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineMachineTest {
    private static final String MAPPED = """
            7f0000000000-7f0000001000 r-xp 00000000 08:01 11 /usr/lib/x86_64-linux-gnu/libnvinfer_plugin.so.10.14.1
            7f0000002000-7f0000003000 r-xp 00000000 08:01 12 /usr/lib/x86_64-linux-gnu/libnvinfer.so.10.14.1
            """;

    @TempDir
    Path root;

    @Test
    void linuxTellsTheLibrarysVersionAndTheGpusModel() throws IOException {
        gpu("0000:17:00.0", "NVIDIA H200");
        gpu("0000:65:00.0", "NVIDIA H200");

        EngineMachine machine = read(MAPPED);

        assertThat(machine.tensorRt()).contains("10.14.1");
        assertThat(machine.name()).isEqualTo("onnxruntime-1.29.0-tensorrt-10.14.1-nvidia-h200");
        assertThat(machine.isKnown()).isTrue();
    }

    @Test
    void unlikeGpusInOneMachineAreToldApartByTheirIndexButNotForSure() throws IOException {
        gpu("0000:17:00.0", "NVIDIA L4");
        gpu("0000:65:00.0", "NVIDIA A10");

        EngineMachine machine = read(MAPPED);

        assertThat(machine.name()).endsWith("-gpu-1-of-nvidia-a10-and-nvidia-l4");
        assertThat(machine.isKnown()).isFalse();
    }

    @Test
    void whereNobodyTellsTheMachineIsUnknown() throws IOException {
        EngineMachine machine = read("7f0000002000-7f0000003000 r-xp 0 08:01 12 /opt/tensorrt/libnvinfer.so.10\n");

        assertThat(machine.name()).isEqualTo("onnxruntime-1.29.0-tensorrt-unknown-unknown-gpu");
        assertThat(machine.isKnown()).isFalse();
        assertThat(machine.takesWeightsApart()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.9.0, false", "10.12.9, false", "10.13.0, true", "10.14.1, true", "11.0.0, true"})
    void theParserTakesWeightsOneByOneFromTensorRt1013On(String version, boolean expected) {
        assertThat(new EngineMachine("1.29.0", Optional.of(version), List.of("H200"), 0).takesWeightsApart())
                .isEqualTo(expected);
    }

    private EngineMachine read(String mapped) throws IOException {
        Path maps = Files.writeString(root.resolve("maps"), mapped);
        return EngineMachine.read("1.29.0", 1, maps, root.resolve("gpus"));
    }

    private void gpu(String bus, String model) throws IOException {
        Path folder = Files.createDirectories(root.resolve("gpus").resolve(bus));
        Files.writeString(folder.resolve("information"), "Model: \t\t " + model + "\nIRQ:   \t\t 42\n");
    }
}
