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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineBenchTest {
    private static final long TICK_NANOS = 2_000_000;

    @TempDir
    Path folder;

    @Test
    void everyNetworkIsMeasured() throws IOException {
        BenchedNetworks networks = networks();
        EngineBench bench = bench(TestRuntime.RUNTIME);
        BenchSize size = new BenchSize(2, 64, 64);

        Measurement text = bench.textEncoder(networks);
        assertThat(text.runMillis()).isEqualTo(2);
        assertThat(text.roofline()).isEqualTo(new Roofline(10 * 2 * 64 * 64 * 64 / 2e6, 17 * 32 * 32 * 4 / 2e6));
        assertThat(bench.unet(networks, size).flops()).isPositive();
        assertThat(bench.vaeDecoder(networks, size).toString()).startsWith("VAE decoder");
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
        return new EngineBench(
                runtime, () -> clock.addAndGet(TICK_NANOS), new Random(2), 1, new MeasureRoofline.Sizes(64, 32));
    }

    @Test
    void segmentsSideBySideAreComparedWithOneByOne() throws IOException {
        SideBySide compared = bench(TestRuntime.RUNTIME).segmentsTogether(networks(), new BenchSize(2, 64, 64), 4);

        assertThat(compared.aloneMillis()).isEqualTo(2);
        assertThat(compared.togetherMillis()).isEqualTo(0.5);
        assertThat(compared.toString()).contains("UNet", "4 segments", "4.00 times as fast");
    }

    @Test
    void stepsInOneRunAreComparedWithOneByOne() throws IOException {
        SideBySide compared = bench(TestRuntime.RUNTIME).stepsTogether(networks(), new BenchSize(2, 64, 64), 4);

        assertThat(compared.togetherMillis()).isEqualTo(0.5);
        assertThat(compared.toString()).contains("UNet", "4 steps", "4.00 times as fast");
    }

    @Test
    void aSegmentIsItsStepsAndItsFrames() throws IOException {
        BenchedNetworks networks = networks();
        BenchSize size = new BenchSize(2, 64, 64);
        EngineBench bench = bench(TestRuntime.RUNTIME);

        Measurement segment = bench.segment(networks, size, 4);

        assertThat(segment.runMillis()).isEqualTo(4 * 2 + 2 * 2);
        assertThat(segment.flops())
                .isEqualTo(4 * bench.unet(networks, size).flops()
                        + 2 * bench.vaeDecoder(networks, size).flops());
    }

    @Test
    void manyOperationsAByteAreBoundByMatrixProducts() {
        Measurement measurement = new Measurement("UNet", 0, 500, 50_000_000_000L, 500_000_000, new Roofline(200, 20));

        assertThat(measurement.gflops()).isEqualTo(100);
        assertThat(measurement.flopsPerByte()).isEqualTo(100);
        assertThat(measurement.bound()).isEqualTo(Roofline.Bound.MATRIX);
        assertThat(measurement.shareOfBound()).isEqualTo(0.5);
    }

    @Test
    void fewOperationsAByteAreBoundByMemory() {
        Measurement measurement =
                new Measurement("text encoder", 0, 100, 1_000_000_000L, 500_000_000, new Roofline(200, 20));

        assertThat(measurement.bound()).isEqualTo(Roofline.Bound.MEMORY);
        assertThat(measurement.shareOfBound()).isEqualTo(0.25);
    }

    @Test
    void theLinesOfTheTableFitItsHeadings() {
        Measurement measurement = new Measurement(
                "draft decoder", 12_345, 100_000.5, 10_000_000_000_000L, 500_000_000, new Roofline(20_000, 3_000));

        assertThat(measurement.toString())
                .hasSameSizeAs(Measurement.HEADINGS)
                .contains(" matrix ", " 100000.5 ", " 20000.0 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void withoutARunThereIsNothingToMeasure(int runs) {
        assertThatThrownBy(() -> new EngineBench(TestRuntime.RUNTIME, System::nanoTime, new Random(1), runs))
                .hasMessage("runs: " + runs + " (allowed: 1 and more)");
    }

    @Test
    void aSizeBetweenLatentPixelsIsRefused() {
        assertThatThrownBy(() -> new BenchSize(16, 100, 64)).hasMessageContaining("multiples of 8");
    }
}
