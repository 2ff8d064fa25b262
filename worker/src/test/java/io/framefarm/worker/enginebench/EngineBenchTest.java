package io.framefarm.worker.enginebench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.runtime.TestRuntime;
import java.io.IOException;
import java.nio.file.Path;
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
        RandomWeights weights = RandomWeights.write(folder.resolve("random"), 100_000, new Random(1));
        BenchedNetworks networks = new BenchedNetworks(
                weights.of(TinyNetworks.TEXT),
                weights.of(TinyNetworks.UNET),
                weights.of(TinyNetworks.MOTION),
                weights.of(TinyNetworks.VAE));
        AtomicLong clock = new AtomicLong();
        EngineBench bench = new EngineBench(TestRuntime.RUNTIME, () -> clock.addAndGet(TICK_NANOS), new Random(2), 1);
        BenchSize size = new BenchSize(2, 64, 64);

        assertThat(bench.textEncoder(networks).runMillis()).isEqualTo(2);
        assertThat(bench.unet(networks, size).flops()).isPositive();
        assertThat(bench.vaeDecoder(networks, size).toString()).contains("VAE decoder", "GFLOP/s", "matrix rate");
    }

    @Test
    void bytesAreComparedWithFloats() throws IOException {
        RandomWeights weights = RandomWeights.write(folder.resolve("random"), 100_000, new Random(1));
        BenchedNetworks networks = new BenchedNetworks(
                weights.of(TinyNetworks.TEXT),
                weights.of(TinyNetworks.UNET),
                weights.of(TinyNetworks.MOTION),
                weights.of(TinyNetworks.VAE));
        AtomicLong clock = new AtomicLong();
        OpenNetwork bytes = new OpenNetwork() {
            @Override
            public Operators operators() {
                return Operators.CPU_INT8;
            }

            @Override
            public Network open(Graph graph) {
                return TestRuntime.RUNTIME.open(graph);
            }
        };
        EngineBench bench = new EngineBench(bytes, () -> clock.addAndGet(TICK_NANOS), new Random(2), 1);

        Comparison comparison = bench.unetInBytes(networks, new BenchSize(2, 64, 64));

        assertThat(comparison.timesFaster()).isEqualTo(1);
        assertThat(comparison.error()).isPositive().isLessThan(5e-2);
        assertThat(comparison.toString()).contains("UNet", "1.00 times as fast");
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
