package io.framefarm.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.taesd.TaesdDecoderGraph;
import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.network.vae.VaeEncoderGraph;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator that TensorRT's parser does not know would cut a network into engines with CUDA between them. */
class TensorRtOperatorsTest {
    /**
     * Those of our graphs that the support matrix of onnx-tensorrt (docs/operators.md, as of TensorRT 9.2) has for 16 and
     * 32 bits, used as it wants them: Resize asymmetric to the nearest below, axes of Slice constant.
     */
    private static final Set<String> KNOWN = Set.of(
            "Add",
            "AveragePool",
            "Cast",
            "Clip",
            "Concat",
            "Conv",
            "Cos",
            "Erf",
            "Gemm",
            "Identity",
            "InstanceNormalization",
            "LayerNormalization",
            "MatMul",
            "Mul",
            "Relu",
            "Reshape",
            "Resize",
            "Sigmoid",
            "Sin",
            "Slice",
            "Softmax",
            "Sub",
            "Tanh",
            "Transpose");

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "STANDARD_HALF"})
    void itsParserKnowsAllOfThem(Operators operators) {
        assertThat(graphs(operators))
                .hasSize(6)
                .allSatisfy(graph -> assertThat(KNOWN).containsAll(graph.operations()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FUSED", "FUSED_HALF", "CPU", "CPU_INT8"})
    void operatorsOfOnnxRuntimeAreNotForIt(Operators operators) {
        assertThat(graphs(operators).flatMap(graph -> graph.operations().stream()))
                .contains("com.microsoft.MultiHeadAttention");
    }

    private static Stream<Graph> graphs(Operators operators) {
        ElementType half = ElementType.F16;
        UNetInput guided = UNetInput.videos(1, 4, 8, 8).withTokens(7).withGuides(true, true);
        return Stream.of(
                ClipTextGraph.build(TinyNetworks.random(TinyNetworks.TEXT, half), 1, 0, operators),
                UNetGraph.images(
                        TinyNetworks.random(TinyNetworks.UNET, half),
                        UNetInput.images(1, 8, 8).withTokens(7),
                        operators),
                UNetGraph.videos(
                        TinyNetworks.random(TinyNetworks.UNET, half),
                        TinyNetworks.random(TinyNetworks.MOTION, half),
                        MotionNorm.OVER_FRAMES,
                        guided,
                        operators),
                VaeEncoderGraph.build(TinyNetworks.random(TinyNetworks.VAE, half), 1, 64, 64, operators),
                VaeDecoderGraph.build(TinyNetworks.random(TinyNetworks.VAE, half), 1, 8, 8, operators),
                TaesdDecoderGraph.build(TinyNetworks.random(TinyNetworks.DRAFT_DECODER, half), 1, 8, 8, operators));
    }
}
