package io.framefarm.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.training.tensor.SafetensorsFile.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    @TempDir
    private Path folder;

    @Test
    void tensorsAndWordsComeBackAsTheyWereWritten() throws IOException {
        Path file = folder.resolve("new/weights.safetensors");
        example().write(file, Precision.F32);

        SafetensorsFile read = SafetensorsFile.read(file);

        assertThat(read.metadata()).containsEntry("step", "12");
        assertThat(read.tensors().keySet()).containsExactly("a.weight", "alpha");
        assertThat(read.tensor("a.weight").shape()).containsExactly(2L, 3L);
        assertThat(read.tensor("a.weight").values()).containsExactly(0, -1.5f, 0.1f, 1e-7f, 65504, 3);
        assertThat(read.tensor("alpha").shape()).isEmpty();
    }

    @Test
    void halfPrecisionRoundsToTheNearest() throws IOException {
        Path file = folder.resolve("half.safetensors");
        example().write(file, Precision.F16);

        float[] read = SafetensorsFile.read(file).tensor("a.weight").values();

        assertThat(read).containsExactly(0, -1.5f, 0.099975586f, 1.1920929e-7f, 65504, 3);
        assertThat(Files.size(file) % 2).isZero();
    }

    @Test
    void theDataBeginAtAMultipleOfEightBytes() throws IOException {
        Path file = folder.resolve("aligned.safetensors");
        example().write(file, Precision.F32);

        byte[] bytes = Files.readAllBytes(file);

        assertThat((bytes.length - 7 * Float.BYTES) % 8).isZero();
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        example().write(file, Precision.F32);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("alpha");
    }

    @Test
    void aValueTooLargeForHalfPrecisionIsRefused() {
        SafetensorsFile file = new SafetensorsFile(Map.of(), Map.of("huge", StoredTensor.scalar(70_000)));

        assertThatThrownBy(() -> file.write(folder.resolve("huge.safetensors"), Precision.F16))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("70000");
    }

    private static SafetensorsFile example() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        float[] values = {0, -1.5f, 0.1f, 1e-7f, 65504, 3};
        tensors.put("a.weight", new StoredTensor(List.of(2L, 3L), values));
        tensors.put("alpha", StoredTensor.scalar(16));
        return new SafetensorsFile(Map.of("step", "12"), tensors);
    }
}
