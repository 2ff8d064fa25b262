package io.framefarm.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.training.tensor.Parameter;
import io.framefarm.training.tensor.ParameterLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At their real sizes, the networks have the keys and shapes of the published ones. */
class StateDictTest {
    private static final UNetConfig STABLE_DIFFUSION = new UNetConfig(List.of(320, 640, 1280, 1280), 32, 8, 768);

    @ParameterizedTest
    @CsvSource({"unet, 859520964, 686", "vae, 83653863, 248", "text_encoder, 123060480, 196", "motion, 453209280, 546"})
    void aNetworkHasAsManyParametersAsThePublishedOne(String network, long elements, int tensors) {
        ParameterLayout layout = layout(network);

        assertThat(layout.elements()).isEqualTo(elements);
        assertThat(layout.parameters()).hasSize(tensors);
    }

    @ParameterizedTest
    @CsvSource({"unet", "vae", "text_encoder", "motion"})
    void everyKeyAndShapeIsThatOfTheInventory(String network) throws IOException {
        Path inventory = sharedFolder().resolve("reference/inventory/" + network + ".json");
        assumeThat(Files.exists(inventory)).as("inventory " + inventory).isTrue();
        Map<String, List<Long>> expected = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                new ObjectMapper().readTree(inventory.toFile()).get("diffusers").properties()) {
            List<Long> shape = new ArrayList<>();
            entry.getValue().forEach(size -> shape.add(size.asLong()));
            if (!entry.getKey().endsWith("pos_embed.pe")) { // computed, as in AnimateLCM's files
                expected.put(entry.getKey(), shape);
            }
        }

        assertThat(shapes(layout(network))).isEqualTo(expected);
    }

    @Test
    void theKeysOfATinyUNetFollowTheSameRule() {
        ParameterLayout layout = new ParameterLayout();
        new UNet(new UNetConfig(List.of(8, 16, 16, 16), 4, 2, 8), Scope.of(layout, "unet"));

        assertThat(shapes(layout))
                .containsEntry("unet.conv_in.weight", List.of(8L, 4L, 3L, 3L))
                .containsEntry("unet.down_blocks.1.resnets.0.conv_shortcut.weight", List.of(16L, 8L, 1L, 1L))
                .containsEntry("unet.up_blocks.3.resnets.2.conv1.weight", List.of(8L, 16L, 3L, 3L))
                .containsEntry("unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight", List.of(16L, 8L))
                .doesNotContainKey("unet.down_blocks.3.attentions.0.norm.weight")
                .doesNotContainKey("unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.bias");
        assertThat(layout.parameters()).hasSize(684);
    }

    private static ParameterLayout layout(String network) {
        ParameterLayout layout = new ParameterLayout();
        Scope scope = Scope.of(layout, "");
        switch (network) {
            case "unet" -> new UNet(STABLE_DIFFUSION, scope);
            case "vae" -> new Vae(new VaeConfig(List.of(128, 256, 512, 512), 32), scope);
            case "text_encoder" -> new TextEncoder(new TextConfig(49408, 77, 768, 12, 12), scope);
            case "motion" -> new MotionModules(STABLE_DIFFUSION, scope);
            default -> throw new IllegalArgumentException(network);
        }
        return layout;
    }

    private static Map<String, List<Long>> shapes(ParameterLayout layout) {
        return layout.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::shape));
    }

    /** The folder beside the checkout, or one that does not exist. */
    private static Path sharedFolder() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve("shared/reference"))) {
            folder = folder.getParent();
        }
        return folder.resolve("shared");
    }
}
