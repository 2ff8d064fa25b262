package io.framefarm.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file says, reading it ends in one clear error, soon and without using much memory. */
class HostileFilesTest {
    private static final long MAX_ALLOCATED_BYTES = 300L << 20;
    private static final int ENOUGH = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileFiles")
    @Timeout(20)
    void isRefusedWithOneClearErrorInBoundedMemory(HostileFile hostile) throws IOException {
        Path file = folder.resolve("hostile.bin");
        Files.write(file, hostile.content());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("hostile.bin");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED_BYTES);
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(hostileFiles().map(HostileFile::what))
                .hasSizeGreaterThan(ENOUGH)
                .doesNotHaveDuplicates();
    }

    @Test
    void theFilesTheyAreMadeFromAreGood() throws IOException {
        Path file = folder.resolve("good.bin");
        Files.write(file, HostileSafetensors.valid());
        assertThat(Checkpoint.open(file).tensors()).containsOnlyKeys("a", "b");
        Files.write(file, TorchArchive.of(PickleScript.oneTensor().stop()));
        assertThat(Checkpoint.open(file).tensors()).containsOnlyKeys("w");
    }

    static Stream<HostileFile> hostileFiles() {
        return Stream.of(HostileSafetensors.files(), HostilePickles.files(), HostileArchives.files())
                .flatMap(files -> files);
    }
}
