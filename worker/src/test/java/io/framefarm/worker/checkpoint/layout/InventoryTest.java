package io.framefarm.worker.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.worker.reference.ReferenceSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules that list a network's tensors, against the lists taken from the real models. The digests were taken from
 * those lists, too, and keep the check alive where they are not.
 */
class InventoryTest {
    private static final MotionConfig VERSION_3 =
            new MotionConfig(List.of(320, 640, 1280, 1280), 2, false, 1, 8, 32, 0);
    private static final MotionConfig ADAPTER = new MotionConfig(List.of(320, 640, 1280, 1280), 2, true, 1, 8, 32, 32);

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("networks")
    void theRulesListExactlyTheRealTensors(
            String inventory, String naming, NetworkConfig network, long parameters, String sha256) throws IOException {
        Map<String, List<Long>> listed =
                naming.equals("diffusers") ? network.tensorShapes() : OriginalNames.tensorShapes(network);
        assertThat(sha256(listed)).isEqualTo(sha256);
        Path file = ReferenceSet.chosen().path("inventory/" + inventory + ".json");
        assumeTrue(Files.exists(file), () -> "digest checked; there is no " + file);
        JsonNode real = new ObjectMapper().readTree(file.toFile());
        assertThat(listed).containsExactlyInAnyOrderEntriesOf(shapes(real.get(naming)));
        assertThat(real.get("params").asLong()).isEqualTo(parameters);
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("networks")
    void theRulesCountTheRealParameters(
            String inventory, String naming, NetworkConfig network, long parameters, String sha256) {
        long counted = network.tensorShapes().entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("pos_embed.pe"))
                .mapToLong(entry -> entry.getValue().stream().reduce(1L, Math::multiplyExact))
                .sum();
        assertThat(counted).isEqualTo(parameters);
    }

    @Test
    void theImageEncoderOfAnimateLcmHas77MillionParameters() {
        long counted = ImageEncoderConfig.SD15.tensorShapes().values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                .sum();
        assertThat(counted).isEqualTo(76_827_840L);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(
                        "unet",
                        "diffusers",
                        UNetConfig.SD15,
                        859_520_964L,
                        "77ebc1df4e20916ac2e4cf489483e15661fccfe020d57eb554ab4671224d5de1"),
                Arguments.of(
                        "unet",
                        "original",
                        UNetConfig.SD15,
                        859_520_964L,
                        "9f0e7b1bea92d1aa9c82058c586656a282159eff34e39a40d862779139e28fa8"),
                Arguments.of(
                        "vae",
                        "diffusers",
                        VaeConfig.SD15,
                        83_653_863L,
                        "5a0ba4e758a914142de788cfdc978a9e45274c037ef49e4aeac28723907be7c6"),
                Arguments.of(
                        "vae",
                        "original",
                        VaeConfig.SD15,
                        83_653_863L,
                        "ef95340b7d0b89479af7fce31de3dfd9d36ce22504227dc7671a5c40bfa2f885"),
                Arguments.of(
                        "text_encoder",
                        "diffusers",
                        ClipTextConfig.VIT_L_14,
                        123_060_480L,
                        "2d6bd75085bd03af52a7719c719d4a51a986392b52812388305320cfb0500046"),
                Arguments.of(
                        "text_encoder",
                        "original",
                        ClipTextConfig.VIT_L_14,
                        123_060_480L,
                        "1b11342625e99db3c6a368cc5a6901a4648d99d8276b4155c15ed3b5ec2cbf97"),
                Arguments.of(
                        "motion",
                        "diffusers",
                        ADAPTER,
                        453_209_280L,
                        "79c604e0e6a408ef2acce46c37c16eda275cc7f633735ed541a0b46fdb5e56c3"),
                Arguments.of(
                        "motion",
                        "original",
                        MotionConfig.ANIMATE_LCM,
                        453_209_280L,
                        "e8f19908edc55689dfedc913778929efb641167d7b24da7fec24f1656b661b84"),
                Arguments.of(
                        "motion_no_mid",
                        "original",
                        VERSION_3,
                        417_137_600L,
                        "1599aecb4a10138299d1ca767baf50f8c8adebb3f7a341a7f1f66f75fe44dae6"),
                Arguments.of(
                        "controlnet",
                        "diffusers",
                        ControlNetConfig.SD15,
                        361_279_120L,
                        "e98d096ae52c42224bf5e57a45cd2d0b0c0273ffb3ccbbff3bbe8f28b3cd0908"));
    }

    private static Map<String, List<Long>> shapes(JsonNode tensors) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        tensors.properties()
                .forEach(entry -> shapes.put(
                        entry.getKey(),
                        Stream.iterate(0, i -> i < entry.getValue().size(), i -> i + 1)
                                .map(i -> entry.getValue().get(i).asLong())
                                .toList()));
        return shapes;
    }

    private static String sha256(Map<String, List<Long>> shapes) {
        String lines = new TreeMap<>(shapes)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
