package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderChoiceTest {
    private static final Optional<String> WORKS = Optional.empty();
    private static final Path ENGINES = Path.of("engines", "key");
    private static final Path TIMINGS = ENGINES.resolve("timings");

    @Test
    void theFirstThatWorksIsTakenAndTheReasonNamesThoseThatDoNot() {
        ProviderChoice choice = ProviderChoice.first(
                List.of(Provider.TENSORRT, Provider.CUDA, Provider.CPU),
                provider -> provider == Provider.TENSORRT ? Optional.of("TENSORRT needs TensorRT 10") : WORKS);

        assertThat(choice).isEqualTo(new ProviderChoice(Provider.CUDA, "TENSORRT needs TensorRT 10"));
    }

    @Test
    void theOrderIsThatOfTheSettings() {
        ProviderChoice choice = ProviderChoice.first(List.of(Provider.CPU, Provider.TENSORRT), provider -> WORKS);

        assertThat(choice).isEqualTo(new ProviderChoice(Provider.CPU, "the first choice"));
    }

    @Test
    void theProcessorIsNoWayOutUnlessItIsAllowed() {
        assertThatThrownBy(() -> ProviderChoice.first(
                        List.of(Provider.TENSORRT, Provider.CUDA), provider -> Optional.of(provider + " is missing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("providers: none of tensorrt, cuda works here: TENSORRT is missing; CUDA is missing");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(
                        () -> new RuntimeSettings(1, 0, List.of(), Precision.HALF, Optional.empty(), Optional.empty()))
                .hasMessage("providers: none (allowed: some of [TENSORRT, CUDA, CPU])");
        assertThatThrownBy(() -> new RuntimeSettings(0, 0)).hasMessage("threads: 0 (allowed: 1 to 1024)");
        assertThatThrownBy(() -> new RuntimeSettings(1, -1)).hasMessage("device: -1 (allowed: 0 and more)");
        assertThatThrownBy(() -> new RuntimeSettings(
                        1, 0, List.of(Provider.CPU), Precision.HALF, Optional.empty(), Optional.of(0)))
                .hasMessage("stepsTogether: 0 (allowed: 1 and more)");
    }

    @Test
    void tensorRtComputesInTheTypesOfTheGraph() {
        assertThat(ProviderOptions.tensorRt()).containsEntry("trt_fp16_enable", "0");
    }

    @Test
    void tensorRtIsNotTakenForSinglePrecisionWhichItShortens() {
        RuntimeSettings single = new RuntimeSettings(
                1, 0, List.of(Provider.TENSORRT, Provider.CPU), Precision.SINGLE, Optional.empty(), Optional.empty());

        assertThat(ProviderChoice.first(single))
                .isEqualTo(new ProviderChoice(Provider.CPU, "TENSORRT does not compute in SINGLE precision"));
    }

    @Test
    void onlyABuildNeedsTimings() {
        assertThat(ProviderOptions.kept(new EnginePlace(ENGINES, Optional.empty())))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("trt_engine_cache_enable", "1", "trt_engine_cache_path", ENGINES.toString()));
        assertThat(ProviderOptions.kept(new EnginePlace(ENGINES, Optional.of(TIMINGS))))
                .containsEntry("trt_timing_cache_enable", "1")
                .containsEntry("trt_timing_cache_path", TIMINGS.toString());
    }

    @Test
    void singlePrecisionIsNotShortenedToTensorFloats() {
        assertThat(ProviderOptions.cuda(settings(Precision.SINGLE))).containsEntry("use_tf32", "0");
        assertThat(ProviderOptions.cuda(settings(Precision.HALF))).containsEntry("use_tf32", "1");
    }

    private static RuntimeSettings settings(Precision precision) {
        return new RuntimeSettings(1, 0, List.of(Provider.TENSORRT), precision, Optional.empty(), Optional.empty());
    }
}
