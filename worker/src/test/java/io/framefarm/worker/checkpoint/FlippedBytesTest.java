package io.framefarm.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good files with a few bytes changed at random are read or refused, and nothing else. */
class FlippedBytesTest {
    private static final int FILES = 500;
    private static final int MAX_FLIPS = 4;

    @TempDir
    private Path folder;

    @Test
    void inSafetensorsTheyAreReadOrRefused() throws IOException {
        assertReadOrRefused(HostileSafetensors.valid());
    }

    @Test
    void inArchivesTheyAreReadOrRefused() throws IOException {
        assertReadOrRefused(TorchArchive.of(PickleScript.oneTensor().stop()));
    }

    private void assertReadOrRefused(byte[] good) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        Path file = folder.resolve("flipped.bin");
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] flipped = good.clone();
            for (int flips = random.nextInt(MAX_FLIPS); flips >= 0; flips--) {
                flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, flipped);
            refused += isRefused(file) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 4, FILES - 1);
    }

    private static boolean isRefused(Path file) throws IOException {
        try {
            Checkpoint.open(file).tensors().values().forEach(Tensor::toFloats);
            return false;
        } catch (CheckpointException e) {
            assertThat(e).hasMessageContaining("flipped.bin");
            return true;
        }
    }
}
