package io.framefarm.worker.network.clip;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.TestRuntime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text encoder against CLIPTextModel of transformers. */
class ClipTextReferenceTest {
    static Stream<ReferenceCase> cases() {
        return ReferenceSet.casesOf("text_encoder");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theLastHiddenStateAndWhatLeadsToItAreEqual(ReferenceCase reference) {
        NamedTensors outputs =
                encode(reference, 0, Operators.CPU, List.of("text_model.embeddings", "text_model.encoder.layers.0"));

        assertThatValues(outputs.get(ClipTextGraph.LAST_HIDDEN_STATE).toArray())
                .matches(reference.output("last_hidden_state"));
        assertThatValues(outputs.get("text_model.embeddings").toArray()).matches(reference.output("embeddings"));
        assertThatValues(outputs.get("text_model.encoder.layers.0").toArray()).matches(reference.output("layer0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void clipSkipLeavesOutTheLastLayer(ReferenceCase reference) {
        NamedTensors outputs = encode(reference, 1, Operators.CPU, List.of());

        assertThatValues(outputs.get(ClipTextGraph.LAST_HIDDEN_STATE).toArray())
                .matches(reference.output("clip_skip_1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void standardOperatorsAloneGiveTheSame(ReferenceCase reference) {
        NamedTensors outputs = encode(reference, 0, Operators.STANDARD, List.of());

        assertThatValues(outputs.get(ClipTextGraph.LAST_HIDDEN_STATE).toArray())
                .matches(reference.output("last_hidden_state"));
    }

    private static NamedTensors encode(
            ReferenceCase reference, int skippedLayers, Operators operators, List<String> probes) {
        ReferenceModels models = new ReferenceModels(reference.set());
        NetworkWeights<ClipTextConfig> weights = models.textEncoder(models.diffusers());
        long[] ids = reference.input("input_ids").longs();
        int batch = ids.length / weights.config().positions();
        assertThat(reference.input("input_ids").dims()[0]).isEqualTo(batch);
        float[] embeddings = new TokenEmbeddings(weights).lookUp(ids);
        Graph graph = ClipTextGraph.build(weights, batch, skippedLayers, operators);
        return TestRuntime.run(
                graph.probing(probes),
                NamedTensors.of(
                        ClipTextGraph.TOKEN_EMBEDDINGS,
                        FloatTensor.of(
                                embeddings,
                                batch,
                                weights.config().positions(),
                                weights.config().width())));
    }
}
