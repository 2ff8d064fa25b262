package io.framefarm.worker.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The published dialects of one and the same adapter, on the reference set's networks. */
class ReferenceLoraTest {
    private static final ReferenceModels MODELS = new ReferenceModels(ReferenceSet.chosen());

    @Test
    void theSameStyleInKohyasAndPeftsNamesGivesTheSameWeights() throws IOException {
        Path models = MODELS.diffusers();
        NetworkWeights<? extends NetworkConfig> unet = ReadNetworks.unet(models, Assumptions.SD15);
        NetworkWeights<? extends NetworkConfig> text = ReadNetworks.textEncoder(models, Assumptions.SD15);
        List<NetworkConfig> networks = List.of(unet.config(), text.config());
        LoraMerge kohya = match("style_kohya", networks);
        LoraMerge peft = match("style_peft", networks);
        Map<String, Tensor> weights = new HashMap<>(unet.tensors());
        weights.putAll(text.tensors());
        assertThat(kohya.touchedTensors()).isNotEmpty().containsExactlyInAnyOrderElementsOf(peft.touchedTensors());
        assertThat(kohya.touchedTensors()).allSatisfy(name -> {
            Tensor weight = Objects.requireNonNull(weights.get(name), name);
            assertThat(peft.merge(weight).toFloats())
                    .containsExactly(kohya.merge(weight).toFloats(), within(1e-6f));
        });
    }

    @Test
    void theMotionLoraMatchesTheTemporalAttentionsOnly() throws IOException {
        NetworkConfig motion = MODELS.motion("lcm").config();
        assertThat(match("motion_lora_original", List.of(motion)).touchedTensors())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).containsPattern("motion_modules.*attn[12]\\.to_"));
    }

    @Test
    void theLcmLoraAdaptsAsManyLayersAsTheRealOneByAlphaOverRank() throws IOException {
        LoraFactors factors = LoraFactors.read(MODELS.set().path("models/lora/lcm_kohya.safetensors"));
        JsonNode stated = MODELS.set().config().get("lcm_lora");
        double expected = stated.get("alpha").asDouble() / stated.get("rank").asInt();
        assertThat(factors.modules())
                .hasSize(278)
                .allSatisfy(module -> assertThat(module.factor()).isEqualTo(expected));
    }

    private static LoraMerge match(String file, List<NetworkConfig> networks) throws IOException {
        LoraFactors factors = LoraFactors.read(MODELS.set().path("models/lora/" + file + ".safetensors"));
        return LoraMerge.match(List.of(new ScaledLora(file, factors, 0.8)), networks, LoraMerge.Unmatched.REFUSE);
    }
}
