package io.framefarm.worker.network.unet;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static io.framefarm.worker.runtime.TestRuntime.tensor;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.reference.ReferenceTensor;
import io.framefarm.worker.runtime.TestRuntime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The image UNet against UNet2DConditionModel of diffusers. */
class UNetReferenceTest {
    static Stream<ReferenceCase> cases() {
        return ReferenceSet.casesOf("unet2d");
    }

    static Stream<ReferenceCase> probes() {
        return ReferenceSet.casesOf("unet2d_probes");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void thePredictedNoiseIsEqual(ReferenceCase reference) {
        NamedTensors outputs = predict(reference, Operators.CPU, List.of());

        assertThatValues(outputs.get(UNetGraph.NOISE_PRED).toArray()).matches(reference.output("noise_pred"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probes")
    void everyBlockOnTheWayIsEqual(ReferenceCase reference) {
        NamedTensors outputs = predict(reference, Operators.CPU, reference.outputNames());

        for (String block : reference.outputNames()) {
            assertThatValues(outputs.get(block).toArray()).matches(reference.output(block));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FUSED", "CPU"})
    void anyOperatorsGiveTheSame(Operators operators) {
        ReferenceCase reference = cases().findFirst().orElseThrow();

        NamedTensors outputs = predict(reference, operators, List.of());

        assertThatValues(outputs.get(UNetGraph.NOISE_PRED).toArray()).matches(reference.output("noise_pred"));
    }

    private static NamedTensors predict(ReferenceCase reference, Operators operators, List<String> probes) {
        ReferenceModels models = new ReferenceModels(reference.set());
        ReferenceTensor sample = reference.input("sample"); // [n, 4, h, w]
        ReferenceTensor text = reference.input("encoder_hidden_states"); // [n, tokens, contextWidth]
        long[] dims = sample.dims();
        UNetInput size =
                UNetInput.images((int) dims[0], (int) dims[2], (int) dims[3]).withTokens((int) text.dims()[1]);
        Graph graph = UNetGraph.images(models.unet(models.diffusers()), size, operators);
        float timestep = (float) reference.params().get("timestep").asDouble();
        return TestRuntime.run(
                graph.probing(probes),
                NamedTensors.of(
                                UNetGraph.SAMPLE,
                                FloatTensor.of(sample.floats(), dims[0], dims[1], 1, dims[2], dims[3]))
                        .with(UNetGraph.TIMESTEP, FloatTensor.of(new float[] {timestep}, 1))
                        .with(UNetGraph.ENCODER_HIDDEN_STATES, tensor(text)));
    }
}
