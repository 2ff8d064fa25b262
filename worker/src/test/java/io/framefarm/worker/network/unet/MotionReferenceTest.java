package io.framefarm.worker.network.unet;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static io.framefarm.worker.reference.ReferenceAssert.relativeError;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.reference.ReferenceTensor;
import io.framefarm.worker.runtime.TestRuntime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The UNet with motion modules against diffusers' UNetMotionModel and the authors' UNet3DConditionModel. */
class MotionReferenceTest {
    static Stream<ReferenceCase> diffusers() {
        return ReferenceSet.casesOf("unet_motion_diffusers");
    }

    static Stream<ReferenceCase> original() {
        return ReferenceSet.casesOf("unet_motion_original");
    }

    static Stream<ReferenceCase> probes() {
        return ReferenceSet.casesOf("unet_motion_probes");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diffusers")
    void withStatisticsOverFramesTheNoiseIsThatOfDiffusers(ReferenceCase reference) {
        Run run = new Run(reference, MotionNorm.OVER_FRAMES);

        assertThatValues(run.noise()).matches(reference.output("noise_pred"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("original")
    void withStatisticsPerFrameTheNoiseIsThatOfTheAuthors(ReferenceCase reference) {
        Run run = new Run(reference.inputsCase(), MotionNorm.PER_FRAME);

        assertThatValues(run.noise()).matches(reference.output("noise_pred"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probes")
    void everyBlockOnTheWayIsEqual(ReferenceCase reference) {
        String id = reference.id().replace("probes", "diffusers");
        Run run = new Run(reference.set().requireCase(id), MotionNorm.OVER_FRAMES);

        NamedTensors outputs = run.outputs(Operators.CPU, reference.outputNames());

        for (String block : reference.outputNames()) {
            float[] values = outputs.get(block).toArray();
            // diffusers normalises [b, c, f, h, w], we [b f, c, h, w].
            boolean byChannel = block.endsWith(".norm");
            assertThatValues(byChannel ? framesBehindChannels(values, reference.output(block)) : values)
                    .matches(reference.output(block));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FUSED", "CPU"})
    void anyOperatorsGiveTheSame(Operators operators) {
        ReferenceCase reference = original().findFirst().orElseThrow();
        Run run = new Run(reference.inputsCase(), MotionNorm.PER_FRAME);

        assertThatValues(run.outputs(operators, List.of())
                        .get(UNetGraph.NOISE_PRED)
                        .toArray())
                .matches(reference.output("noise_pred"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD_HALF", "FUSED_HALF"})
    void inHalfPrecisionTheNoiseIsAlmostTheSame(Operators operators) {
        ReferenceCase reference = original().findFirst().orElseThrow();
        Run run = new Run(reference.inputsCase(), MotionNorm.PER_FRAME);

        float[] noise =
                run.outputs(operators, List.of()).get(UNetGraph.NOISE_PRED).toArray();

        assertThat(relativeError(noise, reference.output("noise_pred").floats()))
                .isBetween(1e-5, 1e-2);
    }

    /** Of a few random channels, whose rounding does not average out as that of hundreds does. */
    @Test
    void inBytesTheNoiseIsStillThatNoise() {
        ReferenceCase reference = original().findFirst().orElseThrow();
        Run run = new Run(reference.inputsCase(), MotionNorm.PER_FRAME);

        float[] noise = run.outputs(Operators.CPU_INT8, List.of())
                .get(UNetGraph.NOISE_PRED)
                .toArray();

        assertThat(relativeError(noise, reference.output("noise_pred").floats()))
                .isBetween(1e-4, 0.15);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("diffusers")
    void theSameTextForEachFrameIsTheSameAsOneForAll(ReferenceCase reference) {
        Run run = new Run(reference, MotionNorm.OVER_FRAMES).withTextPerFrame();

        assertThatValues(run.noise()).matches(reference.output("noise_pred"));
    }

    private static float[] framesBehindChannels(float[] values, ReferenceTensor like) {
        int channels = (int) like.dims()[1];
        int frames = (int) like.dims()[2];
        int pixels = (int) (like.dims()[3] * like.dims()[4]);
        float[] result = new float[values.length];
        for (int from = 0; from < values.length; from += pixels) {
            int image = from / pixels; // of [b, f, c]
            int channel = image % channels;
            int frame = image / channels % frames;
            int video = image / channels / frames;
            int to = ((video * channels + channel) * frames + frame) * pixels;
            System.arraycopy(values, from, result, to, pixels);
        }
        return result;
    }

    /** The inputs of one case, and the graph for them. */
    private record Run(ReferenceModels models, String adapter, MotionNorm norm, UNetInput size, NamedTensors inputs) {

        Run(ReferenceCase reference, MotionNorm norm) {
            this(
                    new ReferenceModels(reference.set()),
                    reference.params().get("adapter").asText(),
                    norm,
                    size(reference),
                    inputs(reference));
        }

        /** The same with each video's text repeated for each of its frames. */
        Run withTextPerFrame() {
            FloatTensor text = inputs.get(UNetGraph.ENCODER_HIDDEN_STATES);
            float[] values = text.toArray();
            int one = values.length / size.batch();
            float[] repeated = new float[values.length * size.frames()];
            for (int i = 0; i < size.batch() * size.frames(); i++) {
                System.arraycopy(values, i / size.frames() * one, repeated, i * one, one);
            }
            long[] dims =
                    text.shape().with(0, (long) size.batch() * size.frames()).toArray();
            NamedTensors changed = inputs.with(UNetGraph.ENCODER_HIDDEN_STATES, FloatTensor.of(repeated, dims));
            return new Run(models, adapter, norm, size.withTextPerFrame(), changed);
        }

        float[] noise() {
            return outputs(Operators.CPU, List.of()).get(UNetGraph.NOISE_PRED).toArray();
        }

        NamedTensors outputs(Operators operators, List<String> probes) {
            return TestRuntime.run(
                    UNetGraph.videos(models.unet(models.diffusers()), models.motion(adapter), norm, size, operators)
                            .probing(probes),
                    inputs);
        }

        private static UNetInput size(ReferenceCase reference) {
            long[] dims = reference.input("sample").dims(); // [b, 4, f, h, w]
            int tokens = (int) reference.input("encoder_hidden_states").dims()[1];
            return UNetInput.videos((int) dims[0], (int) dims[2], (int) dims[3], (int) dims[4])
                    .withTokens(tokens);
        }

        private static NamedTensors inputs(ReferenceCase reference) {
            float timestep = (float) reference.params().get("timestep").asDouble();
            return NamedTensors.of(UNetGraph.SAMPLE, TestRuntime.tensor(reference.input("sample")))
                    .with(UNetGraph.TIMESTEP, FloatTensor.of(new float[] {timestep}, 1))
                    .with(
                            UNetGraph.ENCODER_HIDDEN_STATES,
                            TestRuntime.tensor(reference.input("encoder_hidden_states")));
        }
    }
}
