package io.framefarm.worker.enginebench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.runtime.InBytes;
import io.framefarm.worker.runtime.TestRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBenchTest {
    private static final long TICK_NANOS = 2_000_000;

    @TempDir
    Path folder;

    @Test
    void everyNetworkIsMeasured() throws IOException {
        BenchedNetworks networks = networks();
        EngineBench bench = bench(TestRuntime.RUNTIME);
        BenchSize size = new BenchSize(2, 64, 64);

        assertThat(bench.textEncoder(networks).runMillis()).isEqualTo(2);
        assertThat(bench.unet(networks, size).flops()).isPositive();
        assertThat(bench.vaeDecoder(networks, size).toString()).contains("VAE decoder", "GFLOP/s", "matrix rate");
        assertThat(bench.draftDecoder(networks.draftDecoder().orElseThrow(), size)
                        .flops())
                .isPositive();
    }

    @Test
    void bytesAreComparedWithFloats() throws IOException {
        BenchedNetworks networks = networks();
        EngineBench bench = bench(new InBytes(new ArrayList<>()));

        Comparison comparison = bench.unetInBytes(networks, new BenchSize(2, 64, 64));

        assertThat(comparison.timesFaster()).isEqualTo(1);
        assertThat(comparison.error()).isPositive().isLessThan(5e-2);
        assertThat(comparison.toString()).contains("UNet", "1.00 times as fast");
    }

    private BenchedNetworks networks() throws IOException {
        RandomWeights weights = RandomWeights.write(folder.resolve("random"), 100_000, new Random(1));
        return new BenchedNetworks(
                weights.of(TinyNetworks.TEXT),
                weights.of(TinyNetworks.UNET),
                weights.of(TinyNetworks.MOTION),
                weights.of(TinyNetworks.VAE),
                Optional.of(weights.of(TinyNetworks.DRAFT_DECODER)));
    }

    private static EngineBench bench(OpenNetwork runtime) {
        AtomicLong clock = new AtomicLong();
        return new EngineBench(runtime, () -> clock.addAndGet(TICK_NANOS), new Random(2), 1);
    }

    @Test
    void theRateIsComparedWithThatOfMatrixProducts() {
        Measurement measurement = new Measurement("UNet", 0, 500, 50_000_000_000L, 200);

        assertThat(measurement.gflops()).isEqualTo(100);
        assertThat(measurement.share()).isEqualTo(0.5);
    }

    @Test
    void aSizeBetweenLatentPixelsIsRefused() {
        assertThatThrownBy(() -> new BenchSize(16, 100, 64)).hasMessageContaining("multiples of 8");
    }
}
