package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.FileRegion;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.WeightLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void resolveLinksAboveUs() throws IOException {
        root = temp.toRealPath();
    }

    @Test
    void weightsInTwoFoldersAreFoundFromTheFolderAboveBoth() throws IOException {
        Tensor unet = stored("a", "unet/model.safetensors");
        Tensor motion = stored("b", "motion/mm.safetensors");

        WeightFiles files = new WeightFiles(List.of(unet, motion));

        assertThat(files.folder()).contains(root);
        assertThat(files.location(unet)).isEqualTo(new WeightLocation("unet/model.safetensors", 4, 8));
        assertThat(files.location(motion).file()).isEqualTo("motion/mm.safetensors");
    }

    @Test
    void aLinkIsFollowedToTheRealFile() throws IOException {
        stored("a", "blobs/0123");
        Path link = root.resolve("snapshots").resolve("model.safetensors");
        Files.createDirectories(root.resolve("snapshots"));
        Files.createSymbolicLink(link, root.resolve("blobs").resolve("0123"));

        WeightFiles files = new WeightFiles(List.of(tensor("a", link)));

        assertThat(files.folder()).contains(root.resolve("blobs"));
        assertThat(files.location(tensor("a", link)).file()).isEqualTo("0123");
    }

    @Test
    void aWeightInMemoryIsInNoFile() {
        Tensor merged = Tensor.ofFloats("a", ElementType.F32, List.of(2L), new float[2]);

        WeightFiles files = new WeightFiles(List.of(merged));

        assertThat(files.folder()).isEmpty();
        assertThat(files.inFile(merged)).isFalse();
    }

    private Tensor stored(String name, String relative) throws IOException {
        Path file = root.resolve(relative);
        Files.createDirectories(root.relativize(file).getNameCount() > 1 ? parent(file) : root);
        Files.write(file, new byte[12]);
        return tensor(name, file);
    }

    private static Path parent(Path file) {
        return file.resolve("..").normalize();
    }

    private static Tensor tensor(String name, Path file) {
        return new Tensor(name, ElementType.F32, List.of(2L), new FileRegion(file, 4, 8));
    }
}
