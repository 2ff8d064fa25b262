package io.framefarm.worker.network.unet;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.reference.ReferenceTensor;
import io.framefarm.worker.runtime.TestRuntime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ControlNet, and the UNet that it guides, against ControlNetModel and UNetMotionModel of diffusers. */
class ControlNetReferenceTest {

    private enum Layout {
        DIFFUSERS,
        ORIGINAL
    }

    static Stream<Arguments> cases() {
        return ReferenceSet.casesOf("controlnet")
                .flatMap(each -> Arrays.stream(Layout.values()).map(layout -> Arguments.of(each, layout)));
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("cases")
    void everyResidualIsEqual(ReferenceCase reference, Layout layout) {
        NamedTensors residuals = new Run(reference, layout).residuals(Operators.CPU);

        assertThat(reference.outputNames()).contains("mid");
        assertThatValues(residuals.get(UNetGraph.MID_RESIDUAL).toArray()).matches(reference.output("mid"));
        for (int i = 0; reference.hasOutput("down." + i); i++) {
            assertThatValues(residuals.get(UNetGraph.downResidual(i)).toArray()).matches(reference.output("down." + i));
        }
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("cases")
    void theGuidedNoiseIsEqual(ReferenceCase reference, Layout layout) {
        Run run = new Run(reference, layout);

        assertThatValues(run.noise(run.residuals(Operators.CPU), Operators.CPU))
                .matches(reference.output("noise_pred"));
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("cases")
    void theGuidedNoiseIsEqualWithStandardOperators(ReferenceCase reference, Layout layout) {
        Run run = new Run(reference, layout);

        assertThatValues(run.noise(run.residuals(Operators.STANDARD), Operators.STANDARD))
                .matches(reference.output("noise_pred"));
    }

    /** The inputs of one case, and the networks in one layout. */
    private record Run(ReferenceCase reference, Layout layout, ReferenceModels models, UNetInput size) {

        Run(ReferenceCase reference, Layout layout) {
            this(reference, layout, new ReferenceModels(reference.set()), size(reference));
        }

        /** Images of [b, c, h, w] or videos of [b, c, f, h, w]. */
        private static UNetInput size(ReferenceCase reference) {
            long[] dims = reference.input("sample").dims();
            int frames = dims.length == 5 ? (int) dims[2] : 1;
            int tokens = (int) reference.input("encoder_hidden_states").dims()[1];
            return UNetInput.videos(1, frames, (int) dims[dims.length - 2], (int) dims[dims.length - 1])
                    .withTokens(tokens);
        }

        /** Times the scale of the case. */
        NamedTensors residuals(Operators operators) {
            Path model = layout == Layout.DIFFUSERS ? models.controlNet() : models.originalControlNet();
            Graph graph = ControlNetGraph.build(
                    models.controlNet(model),
                    size.frames(),
                    size.height(),
                    size.width(),
                    size.texts(),
                    size.tokens(),
                    operators);
            NamedTensors inputs = NamedTensors.of(ControlNetGraph.SAMPLE, framesAsImages())
                    .with(ControlNetGraph.TIMESTEP, timestep())
                    .with(ControlNetGraph.ENCODER_HIDDEN_STATES, text())
                    .with(ControlNetGraph.HINT, hint());
            float scale = (float) reference.params().path("conditioning_scale").asDouble(1);
            NamedTensors outputs = TestRuntime.run(graph, inputs);
            NamedTensors scaled = outputs;
            for (String name : outputs.tensors().keySet()) {
                FloatTensor tensor = outputs.get(name);
                float[] values = tensor.toArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] *= scale;
                }
                scaled = scaled.with(name, FloatTensor.of(values, tensor.shape().toArray()));
            }
            return scaled;
        }

        float[] noise(NamedTensors residuals, Operators operators) {
            Path base = layout == Layout.DIFFUSERS ? models.diffusers() : models.singleFile();
            UNetInput guided = size.withGuides(false, true);
            Graph graph = size.frames() == 1
                    ? UNetGraph.images(models.unet(base), guided, operators)
                    : UNetGraph.videos(
                            models.unet(base), models.motion("lcm"), MotionNorm.OVER_FRAMES, guided, operators);
            NamedTensors inputs = NamedTensors.of(
                            UNetGraph.SAMPLE,
                            FloatTensor.of(
                                    reference.input("sample").floats(),
                                    1,
                                    4,
                                    size.frames(),
                                    size.height(),
                                    size.width()))
                    .with(UNetGraph.TIMESTEP, timestep())
                    .with(UNetGraph.ENCODER_HIDDEN_STATES, text());
            for (String name : residuals.tensors().keySet()) {
                inputs = inputs.with(name, residuals.get(name));
            }
            return TestRuntime.run(graph, inputs).get(UNetGraph.NOISE_PRED).toArray();
        }

        private FloatTensor timestep() {
            return FloatTensor.of(
                    new float[] {(float) reference.params().get("timestep").asDouble()}, 1);
        }

        private FloatTensor text() {
            return TestRuntime.tensor(reference.input("encoder_hidden_states"));
        }

        private FloatTensor framesAsImages() {
            float[] video = reference.input("sample").floats(); // [4, f, h, w]
            int plane = size.height() * size.width();
            float[] images = new float[video.length]; // [f, 4, h, w]
            for (int frame = 0; frame < size.frames(); frame++) {
                for (int channel = 0; channel < 4; channel++) {
                    int from = (channel * size.frames() + frame) * plane;
                    System.arraycopy(video, from, images, (frame * 4 + channel) * plane, plane);
                }
            }
            return FloatTensor.of(images, size.frames(), 4, size.height(), size.width());
        }

        /** From bytes [f, height, width, 3] to [f, 3, height, width] from 0 to 1. */
        private FloatTensor hint() {
            String name = reference.inputNames().stream()
                    .filter(each -> each.startsWith("cond_uint8"))
                    .findFirst()
                    .orElseThrow();
            ReferenceTensor images = reference.input(name);
            int height = (int) images.dims()[1];
            int width = (int) images.dims()[2];
            byte[] bytes = images.unsignedBytes();
            float[] values = new float[size.frames() * 3 * height * width];
            for (int i = 0; i < values.length; i++) {
                int pixel = i % (height * width);
                int channel = i / (height * width) % 3;
                int frame = i / (3 * height * width);
                values[i] = (bytes[(frame * height * width + pixel) * 3 + channel] & 0xFF) / 255f;
            }
            return FloatTensor.of(values, size.frames(), 3, height, width);
        }
    }
}
