package io.framefarm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path root;

    @Test
    void oneFarmAtATimeHoldsTheFolder() throws Exception {
        try (DataFolder held = DataFolder.claim(root).orElseThrow()) {
            assertThat(DataFolder.claim(root)).isEmpty();
            assertThat(held.kafka().getParent()).isEqualTo(root.toRealPath());
        }
        try (DataFolder next = DataFolder.claim(root).orElseThrow()) {
            assertThat(next.redis().getParent()).isEqualTo(root.toRealPath());
        }
    }

    @Test
    void theAddressCanBeReadWhileTheFarmRuns() {
        try (DataFolder folder = DataFolder.claim(root).orElseThrow()) {
            assertThat(DataFolder.runningFarm(root)).isEmpty();
            folder.publishAddress("127.0.0.1:4711", Optional.of("http://127.0.0.1:8080"));
            assertThat(DataFolder.runningFarm(root)).contains("127.0.0.1:4711");
            assertThat(DataFolder.runningApi(root)).contains("http://127.0.0.1:8080");
        }
        assertThat(DataFolder.runningFarm(root)).isEmpty();
    }

    @Test
    void theAddressOfAKilledFarmIsNotBelieved() throws Exception {
        Files.writeString(root.resolve("farm.address"), "127.0.0.1:4711");
        Files.writeString(root.resolve("farm.lock"), "");

        assertThat(DataFolder.runningFarm(root)).isEmpty();
    }

    @Test
    void aFolderThatNoFarmHasUsedHasNoFarm() {
        assertThat(DataFolder.runningFarm(root.resolve("never"))).isEmpty();
    }
}
