package io.framefarm.worker.network.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import java.util.List;
import org.junit.jupiter.api.Test;

class UNetGraphTest {
    private final NetworkWeights<UNetConfig> unet = TinyNetworks.random(TinyNetworks.UNET, ElementType.F32);

    @Test
    void moreFramesThanTheMotionModulesHavePositionsForAreRefused() {
        NetworkWeights<MotionConfig> motion =
                TinyNetworks.random(new MotionConfig(List.of(8, 16, 16), 2, false, 1, 2, 4, 24), ElementType.F32);

        assertThatThrownBy(() -> UNetGraph.videos(
                        unet, motion, MotionNorm.PER_FRAME, UNetInput.videos(1, 25, 8, 8), Operators.STANDARD))
                .hasMessage("frames: 25 (allowed: 1 to 24, the positions that the motion modules were trained on)");
    }

    @Test
    void motionModulesOfAnotherWidthAreRefused() {
        NetworkWeights<MotionConfig> motion =
                TinyNetworks.random(new MotionConfig(List.of(8, 8, 8), 2, true, 1, 2, 4, 0), ElementType.F32);

        assertThatThrownBy(() -> UNetGraph.videos(
                        unet, motion, MotionNorm.PER_FRAME, UNetInput.videos(1, 4, 8, 8), Operators.STANDARD))
                .hasMessageContaining("[8, 8, 8]")
                .hasMessageContaining("[8, 16, 16]");
    }

    @Test
    void everyWeightOfBothNetworksIsUsed() {
        NetworkWeights<MotionConfig> motion = TinyNetworks.random(TinyNetworks.MOTION, ElementType.F32);

        Graph graph =
                UNetGraph.videos(unet, motion, MotionNorm.PER_FRAME, UNetInput.videos(1, 4, 8, 8), Operators.STANDARD);

        long stored = unet.tensors().values().stream()
                        .mapToLong(each -> each.elementCount())
                        .sum()
                + motion.tensors().values().stream()
                        .mapToLong(each -> each.elementCount())
                        .sum();
        assertThat(graph.weights().values().stream()
                        .mapToLong(each -> each.elementCount())
                        .sum())
                .isEqualTo(stored);
    }

    @Test
    void textsMustBeOneAVideoOrOneAFrame() {
        assertThatThrownBy(() -> new UNetInput(2, 4, 8, 8, 4, 77))
                .hasMessage("texts: 4 (allowed: 2, one a video, or 8, one a frame)");
    }
}
