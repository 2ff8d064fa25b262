package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeRoomTest {
    private static final int SIZE = 100;

    @TempDir
    Path folder;

    @Test
    void thoseThatWereNotUsedForLongestGo() throws IOException {
        KeptEngine old = kept("of one machine", "old", 1_000);
        KeptEngine older = kept("of another", "older", 500);
        KeptEngine young = kept("of one machine", "young", 2_000);
        KeptEngine latest = kept("of one machine", "latest", 3_000);

        new MakeRoom(folder, 2 * SIZE).beside(latest);

        assertThat(older.folder()).doesNotExist();
        assertThat(old.folder()).doesNotExist();
        assertThat(young.isWhole()).isTrue();
        assertThat(latest.isWhole()).isTrue();
    }

    @Test
    void whatSomebodyBeganAndLeftGoesFirst() throws IOException {
        KeptEngine old = kept("machine", "old", 1_000);
        KeptEngine begun = built("machine", "begun");

        new MakeRoom(folder, SIZE).beside(old);

        assertThat(begun.folder()).doesNotExist();
        assertThat(old.isWhole()).isTrue();
    }

    @Test
    void theLatestStaysHoweverLargeItIs() throws IOException {
        KeptEngine latest = kept("machine", "latest", 1_000);

        new MakeRoom(folder, SIZE / 2).beside(latest);

        assertThat(latest.isWhole()).isTrue();
    }

    @Test
    void timingsAreNoEngine() throws IOException {
        KernelTimings timings = KernelTimings.of(folder.resolve("machine"));
        Files.createDirectories(timings.folder());
        Files.write(timings.folder().resolve("cache_sm90.timing"), new byte[SIZE]);
        KeptEngine latest = kept("machine", "latest", 1_000);

        new MakeRoom(folder, SIZE / 2).beside(latest);

        assertThat(timings.folder().resolve("cache_sm90.timing")).exists();
    }

    private KeptEngine kept(String machine, String network, long usedAtMillis) throws IOException {
        KeptEngine engine = built(machine, network);
        engine.markWhole();
        engine.markUsed();
        Files.setLastModifiedTime(engine.folder().resolve("used"), FileTime.fromMillis(usedAtMillis));
        return engine;
    }

    private KeptEngine built(String machine, String network) throws IOException {
        Path own = Files.createDirectories(folder.resolve(machine).resolve(network));
        Files.write(own.resolve(FakeTensorRt.FILE), new byte[SIZE]);
        return new KeptEngine(own);
    }
}
