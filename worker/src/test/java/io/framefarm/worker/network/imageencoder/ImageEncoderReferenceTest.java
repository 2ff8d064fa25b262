package io.framefarm.worker.network.imageencoder;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.reference.ReferenceTensor;
import io.framefarm.worker.runtime.TestRuntime;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The image encoder, and the UNet that it guides, against the code of AnimateLCM's authors. */
class ImageEncoderReferenceTest {
    private static final int FRAMES = 16;
    private static final int LEVELS = 4;

    static Stream<ReferenceCase> encodings() {
        return ReferenceSet.casesOf("i2v").filter(each -> each.hasOutput("feature.0"));
    }

    static Stream<Arguments> guided() {
        return ReferenceSet.casesOf("i2v")
                .filter(each -> each.hasOutput("noise_pred"))
                .flatMap(each -> {
                    ReferenceModels models = new ReferenceModels(each.set());
                    return Stream.of(
                            Arguments.of(each, "diffusers", models.diffusers()),
                            Arguments.of(each, "original", models.singleFile()));
                });
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void theFeaturesOfEveryFrameAndLevelAreEqual(ReferenceCase reference) {
        NamedTensors features = features(reference, Operators.CPU);

        for (int level = 0; level < LEVELS; level++) {
            ReferenceTensor expected = reference.output("feature." + level); // [1, c, f, h, w]
            FloatTensor found = features.get(ImageEncoderGraph.feature(level)); // [f, c, h, w]
            assertThatValues(framesBehindChannels(found)).matches(expected);
        }
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("guided")
    void theGuidedNoiseIsEqual(ReferenceCase reference, String naming, Path base) {
        assertThatValues(noise(reference, base, Operators.CPU)).matches(reference.output("noise_pred"));
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("guided")
    void theGuidedNoiseIsEqualWithStandardOperators(ReferenceCase reference, String naming, Path base) {
        assertThatValues(noise(reference, base, Operators.STANDARD)).matches(reference.output("noise_pred"));
    }

    @Test
    void anOddSideIsHalvedAsTheUNetHalvesIt() {
        ReferenceModels models = new ReferenceModels(ReferenceSet.chosen());
        Graph encoder = ImageEncoderGraph.build(models.imageEncoder(), 2, 9, 7, Operators.CPU);

        assertThat(encoder.outputs().get(1).shape().toArray()).endsWith(5, 4);
        assertThat(encoder.outputs().get(2).shape().toArray()).endsWith(3, 2);
        assertThat(encoder.outputs().get(3).shape().toArray()).endsWith(2, 1);
    }

    private static float[] noise(ReferenceCase reference, Path base, Operators operators) {
        ReferenceModels models = new ReferenceModels(reference.set());
        ReferenceTensor sample = reference.input("sample");
        boolean image = reference.hasInput("img_latent");
        UNetInput size = UNetInput.videos(1, FRAMES, (int) sample.dims()[3], (int) sample.dims()[4])
                .withTokens((int) reference.input("encoder_hidden_states").dims()[1])
                .withGuides(image, false);
        NamedTensors inputs = NamedTensors.of(UNetGraph.SAMPLE, TestRuntime.tensor(sample))
                .with(UNetGraph.TIMESTEP, scalar(reference, "timestep"))
                .with(UNetGraph.ENCODER_HIDDEN_STATES, TestRuntime.tensor(reference.input("encoder_hidden_states")));
        if (image) {
            NamedTensors features = features(reference, operators);
            for (int level = 0; level < LEVELS; level++) {
                inputs = inputs.with(UNetGraph.imageFeature(level), features.get(ImageEncoderGraph.feature(level)));
            }
        }
        Graph graph = UNetGraph.videos(
                models.unet(base), models.motionIn(models.imageToVideo()), MotionNorm.PER_FRAME, size, operators);
        return TestRuntime.run(graph, inputs).get(UNetGraph.NOISE_PRED).toArray();
    }

    private static NamedTensors features(ReferenceCase reference, Operators operators) {
        ReferenceModels models = new ReferenceModels(reference.set());
        ReferenceTensor latent = reference.input("img_latent"); // [1, 4, h, w]
        Graph graph = ImageEncoderGraph.build(
                models.imageEncoder(), FRAMES, (int) latent.dims()[2], (int) latent.dims()[3], operators);
        return TestRuntime.run(
                graph,
                NamedTensors.of(ImageEncoderGraph.LATENT, TestRuntime.tensor(latent))
                        .with(ImageEncoderGraph.MOTION_SCALE, scalar(reference, "motion_scale")));
    }

    private static FloatTensor scalar(ReferenceCase reference, String parameter) {
        return FloatTensor.of(
                new float[] {(float) reference.params().get(parameter).asDouble()}, 1);
    }

    /** From [f, c, h, w] to [c, f, h, w]. */
    private static float[] framesBehindChannels(FloatTensor features) {
        int frames = (int) features.shape().dim(0);
        int channels = (int) features.shape().dim(1);
        int plane = (int) (features.shape().dim(2) * features.shape().dim(3));
        float[] values = features.toArray();
        float[] result = new float[values.length];
        for (int frame = 0; frame < frames; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(
                        values,
                        (frame * channels + channel) * plane,
                        result,
                        (channel * frames + frame) * plane,
                        plane);
            }
        }
        return result;
    }
}
