package io.framefarm.worker.network.unet;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.lora.LoraFactors;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.lora.ScaledLora;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.clip.TokenEmbeddings;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.TestRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks with adapters merged into their weights, against diffusers and the authors' own loader. */
class LoraReferenceTest {
    static Stream<ReferenceCase> cases() {
        return ReferenceSet.casesOf("lora");
    }

    static Stream<ReferenceCase> casesWithText() {
        return cases().filter(each -> each.hasOutput("last_hidden_state"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theNoiseOfTheAdaptedUNetIsEqual(ReferenceCase reference) throws IOException {
        Adapted networks = new Adapted(reference);
        long[] dims = reference.input("sample").dims(); // [b, 4, f, h, w]
        UNetInput size = UNetInput.videos((int) dims[0], (int) dims[2], (int) dims[3], (int) dims[4])
                .withTokens((int) reference.input("encoder_hidden_states").dims()[1]);
        boolean authors = reference.id().contains("original");
        MotionNorm norm = authors ? MotionNorm.PER_FRAME : MotionNorm.OVER_FRAMES;
        Graph graph = UNetGraph.videos(networks.unet(), networks.motion(), norm, size, Operators.CPU);
        float timestep = (float) reference.params().get("timestep").asDouble();

        NamedTensors outputs = TestRuntime.run(
                graph,
                NamedTensors.of(UNetGraph.SAMPLE, TestRuntime.tensor(reference.input("sample")))
                        .with(UNetGraph.TIMESTEP, FloatTensor.of(new float[] {timestep}, 1))
                        .with(
                                UNetGraph.ENCODER_HIDDEN_STATES,
                                TestRuntime.tensor(reference.input("encoder_hidden_states"))));

        assertThatValues(outputs.get(UNetGraph.NOISE_PRED).toArray()).matches(reference.output("noise_pred"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithText")
    void theAdaptedTextEncoderIsEqual(ReferenceCase reference) throws IOException {
        NetworkWeights<ClipTextConfig> weights = new Adapted(reference).textEncoder();
        long[] ids = reference.input("input_ids").longs();
        float[] embeddings = new TokenEmbeddings(weights).lookUp(ids);
        FloatTensor tokens =
                FloatTensor.of(embeddings, 1, ids.length, weights.config().width());

        NamedTensors outputs = TestRuntime.run(
                ClipTextGraph.build(weights, 1, 0, Operators.CPU),
                NamedTensors.of(ClipTextGraph.TOKEN_EMBEDDINGS, tokens));

        assertThatValues(outputs.get(ClipTextGraph.LAST_HIDDEN_STATE).toArray())
                .matches(reference.output("last_hidden_state"));
    }

    /** The networks of one case with its adapters merged. */
    private static final class Adapted {
        private final ReferenceModels models;
        private final LoraMerge merge;
        private final String adapter;

        Adapted(ReferenceCase reference) throws IOException {
            this.models = new ReferenceModels(reference.set());
            this.adapter = reference.params().path("adapter").asText("lcm");
            List<ScaledLora> loras = new ArrayList<>();
            for (int i = 0; i < reference.params().get("files").size(); i++) {
                String file = reference.params().get("files").get(i).asText();
                double scale = reference.params().get("scales").get(i).asDouble();
                loras.add(new ScaledLora(file, LoraFactors.read(reference.set().path("models/lora/" + file)), scale));
            }
            List<NetworkConfig> all = List.of(
                    models.unet(models.diffusers()).config(),
                    models.motion(adapter).config(),
                    models.textEncoder(models.diffusers()).config());
            this.merge = LoraMerge.match(loras, all, LoraMerge.Unmatched.REFUSE);
        }

        NetworkWeights<UNetConfig> unet() {
            return merged(models.unet(models.diffusers()));
        }

        NetworkWeights<MotionConfig> motion() {
            return merged(models.motion(adapter));
        }

        NetworkWeights<ClipTextConfig> textEncoder() {
            return merged(models.textEncoder(models.diffusers()));
        }

        private <C extends NetworkConfig> NetworkWeights<C> merged(NetworkWeights<C> weights) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            weights.tensors().forEach((name, tensor) -> tensors.put(name, merge.merge(tensor)));
            return new NetworkWeights<>(weights.config(), tensors);
        }
    }
}
