package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.network.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
    private static final EngineMachine MACHINE =
            new EngineMachine("1.29.0", Optional.of("10.14.1"), List.of("H200"), 0);
    private static final EngineKey UNET = new EngineKey(MACHINE, "unet");
    private static final EngineKey VAE = new EngineKey(MACHINE, "vae");

    @TempDir
    Path folder;

    private EngineCache cache;

    @BeforeEach
    void open() {
        cache = new EngineCache(new EngineFolder(folder, 100));
    }

    @Test
    void whatWasBuiltIsFoundByTheNextStart() {
        FakeTensorRt tensorRt = new FakeTensorRt("engine");

        assertThat(cache.open(UNET, tensorRt)).isEqualTo("engine");
        assertThat(new EngineCache(new EngineFolder(folder, 100)).open(UNET, tensorRt))
                .isEqualTo("engine");

        assertThat(tensorRt.builds).hasValue(1);
    }

    @Test
    void threadsOfSeveralCachesThatWantTheSameEngineBuildItOnce() throws InterruptedException, ExecutionException {
        FakeTensorRt tensorRt = new FakeTensorRt("engine");
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<String>> opened = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                opened.add(pool.submit(() -> {
                    together.await();
                    return new EngineCache(new EngineFolder(folder, 100)).open(UNET, tensorRt);
                }));
            }
            for (Future<String> each : opened) {
                assertThat(each.get()).isEqualTo("engine");
            }
        } finally {
            pool.shutdown();
        }

        assertThat(tensorRt.builds).hasValue(1);
    }

    @Test
    void whatABuilderLeftWhenItFailedIsNotTakenForAnEngine() {
        assertThatThrownBy(() -> cache.open(UNET, place -> {
                    new FakeTensorRt("half an eng").open(place);
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
        FakeTensorRt next = new FakeTensorRt("engine");

        assertThat(cache.open(UNET, next)).isEqualTo("engine");
        assertThat(next.builds).hasValue(1);
    }

    @Test
    void anEngineThatLostBytesIsBuiltAnew() throws IOException {
        cache.open(UNET, new FakeTensorRt("engine"));
        Files.writeString(engine(UNET).resolve(FakeTensorRt.FILE), "eng");
        FakeTensorRt next = new FakeTensorRt("engine");

        assertThat(cache.open(UNET, next)).isEqualTo("engine");
        assertThat(next.builds).hasValue(1);
    }

    @Test
    void anEngineThatTensorRtCannotReadIsBuiltAnewOnce() {
        cache.open(UNET, new FakeTensorRt("of old"));
        FakeTensorRt next = new FakeTensorRt("engine");

        assertThat(cache.open(UNET, next)).isEqualTo("engine");
        assertThat(cache.open(UNET, next)).isEqualTo("engine");
        assertThat(next.builds).hasValue(1);
    }

    @Test
    void aMachineThatIsUnknownBuildsWhatItCannotReadTheNextTime() {
        EngineKey unknown = new EngineKey(new EngineMachine("1.29.0", Optional.empty(), List.of(), 0), "unet");
        cache.open(unknown, new FakeTensorRt("of old"));
        FakeTensorRt next = new FakeTensorRt("engine");

        assertThatThrownBy(() -> cache.open(unknown, next))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("built anew the next time");
        assertThat(cache.open(unknown, next)).isEqualTo("engine");
    }

    @Test
    void aFailureThatIsNotTheEnginesFaultCostsNoEngine() {
        FakeTensorRt tensorRt = new FakeTensorRt("engine");
        cache.open(UNET, tensorRt);

        assertThatThrownBy(() -> cache.open(UNET, place -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");

        assertThat(cache.open(UNET, tensorRt)).isEqualTo("engine");
        assertThat(tensorRt.builds).hasValue(1);
    }

    @Test
    void timingsOfOneBuildAreThereInTheNextAndNotNeededForReading() throws IOException {
        cache.open(UNET, new FakeTensorRt("unet"));
        cache.open(VAE, new FakeTensorRt("vae"));
        cache.open(VAE, new FakeTensorRt("vae"));

        Path timings = folder.resolve(MACHINE.name()).resolve("timings");
        assertThat(timings.resolve("cache_sm90.timing")).hasContent("unet;vae;");
        assertThat(engine(VAE).resolve("timings")).doesNotExist();
    }

    @Test
    void aNetworkOfWhichTensorRtTakesNothingIsNotBuiltTwice() {
        List<EnginePlace> places = new ArrayList<>();

        cache.open(UNET, place -> places.add(place));
        cache.open(UNET, place -> places.add(place));

        assertThat(places).extracting(place -> place.timings().isPresent()).containsExactly(true, false);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new EngineCache(new EngineFolder(file, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("engines: " + file + " cannot be written (allowed: a folder that can");
    }

    @Test
    void aSizeThatIsTooSmallIsRefused() {
        assertThatThrownBy(() -> new EngineFolder(folder, 0)).hasMessage("engines size: 0 GB (allowed: 1 and more)");
    }

    private Path engine(EngineKey key) {
        return folder.resolve(MACHINE.name()).resolve(key.network());
    }
}
