package io.framefarm.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Port;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.TestRuntime;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same weights in another layout are the same network, to the last bit. */
class SameWeightsReferenceTest {
    private static final UNetInput SIZE = UNetInput.videos(1, 8, 8, 8);

    private final ReferenceModels models = new ReferenceModels(ReferenceSet.chosen());

    @Test
    void theTextEncoder() {
        assertSameBytes(
                ClipTextGraph.build(models.textEncoder(models.diffusers()), 1, 0, Operators.CPU),
                ClipTextGraph.build(models.textEncoder(models.singleFile()), 1, 0, Operators.CPU));
    }

    @Test
    void theDecoder() {
        assertSameBytes(
                VaeDecoderGraph.build(models.vae(models.diffusers()), 1, 8, 8, Operators.CPU),
                VaeDecoderGraph.build(models.vae(models.singleFile()), 1, 8, 8, Operators.CPU));
    }

    @Test
    void theDecoderUnderDeprecatedNames() {
        Path deprecated = models.set().path("models/vae_deprecated_names/diffusion_pytorch_model.safetensors");

        assertSameBytes(
                VaeDecoderGraph.build(models.vae(models.diffusers()), 1, 8, 8, Operators.CPU),
                VaeDecoderGraph.build(models.vae(deprecated), 1, 8, 8, Operators.CPU));
    }

    @Test
    void theUNetWithMotionModules() {
        assertSameBytes(
                video(models.diffusers(), "models/motion_adapter_lcm"),
                video(models.singleFile(), "models/motion_adapter_lcm"));
    }

    @Test
    void motionModulesOfAPickleAndOfSafetensors() {
        String pickle = "models/single_file/animatelcm_i2v.ckpt";
        String safetensors = "models/single_file/animatelcm_t2v_mm.safetensors";

        assertSameBytes(video(models.diffusers(), pickle), video(models.diffusers(), safetensors));
    }

    private Graph video(Path unet, String motion) {
        NetworkWeights<MotionConfig> modules = models.motionIn(models.set().path(motion));
        return UNetGraph.videos(models.unet(unet), modules, MotionNorm.PER_FRAME, SIZE, Operators.CPU);
    }

    private static void assertSameBytes(Graph one, Graph other) {
        NamedTensors inputs = randomInputs(one);
        NamedTensors expected = TestRuntime.run(one, inputs);
        NamedTensors actual = TestRuntime.run(other, inputs);

        for (Port output : one.outputs()) {
            assertThat(actual.get(output.name()).toArray())
                    .isEqualTo(expected.get(output.name()).toArray());
        }
    }

    private static NamedTensors randomInputs(Graph graph) {
        SplittableRandom random = new SplittableRandom(5);
        NamedTensors inputs = new NamedTensors(Map.of());
        for (Port port : graph.inputs()) {
            FloatTensor tensor = FloatTensor.zeros(port.shape());
            FloatBuffer values = tensor.values();
            while (values.hasRemaining()) {
                values.put((float) random.nextDouble(-1, 1));
            }
            inputs = inputs.with(port.name(), tensor);
        }
        return inputs;
    }
}
