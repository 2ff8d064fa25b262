package io.framefarm.worker.network.vae;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static io.framefarm.worker.reference.ReferenceAssert.relativeError;
import static io.framefarm.worker.runtime.TestRuntime.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.TestRuntime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The autoencoder against AutoencoderKL of diffusers. */
class VaeReferenceTest {
    static Stream<ReferenceCase> decodings() {
        return ReferenceSet.casesOf("vae").filter(each -> each.hasOutput("image"));
    }

    static Stream<ReferenceCase> encodings() {
        return ReferenceSet.casesOf("vae").filter(each -> each.hasOutput("mean"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decodings")
    void theDecodedImageIsEqual(ReferenceCase reference) {
        assertThatValues(decode(reference, Operators.CPU)).matches(reference.output("image"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decodings")
    void theDecodedImageIsEqualWithStandardOperators(ReferenceCase reference) {
        assertThatValues(decode(reference, Operators.STANDARD)).matches(reference.output("image"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decodings")
    void inHalfPrecisionTheDecodedImageIsAlmostTheSame(ReferenceCase reference) {
        float[] image = decode(reference, Operators.STANDARD_HALF);

        assertThat(relativeError(image, reference.output("image").floats())).isBetween(1e-5, 1e-2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void theEncodedDistributionIsEqual(ReferenceCase reference) {
        ReferenceModels models = new ReferenceModels(reference.set());
        long[] dims = reference.input("image").dims();
        Graph graph = VaeEncoderGraph.build(
                models.vae(models.diffusers()), (int) dims[0], (int) dims[2], (int) dims[3], Operators.CPU);

        NamedTensors outputs =
                TestRuntime.run(graph, NamedTensors.of(VaeEncoderGraph.IMAGE, tensor(reference.input("image"))));

        assertThatValues(outputs.get(VaeEncoderGraph.MEAN).toArray()).matches(reference.output("mean"));
        assertThatValues(outputs.get(VaeEncoderGraph.LOGVAR).toArray()).matches(reference.output("logvar"));
    }

    private static float[] decode(ReferenceCase reference, Operators operators) {
        ReferenceModels models = new ReferenceModels(reference.set());
        long[] dims = reference.input("latents_scaled").dims();
        Graph graph = VaeDecoderGraph.build(
                models.vae(models.diffusers()), (int) dims[0], (int) dims[2], (int) dims[3], operators);

        NamedTensors outputs = TestRuntime.run(
                graph, NamedTensors.of(VaeDecoderGraph.LATENTS, tensor(reference.input("latents_scaled"))));

        return outputs.get(VaeDecoderGraph.IMAGE).toArray();
    }
}
