package io.framefarm.worker.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every layout of the same weights must give the same architecture and, byte for byte, the same tensors. */
class ReferenceLayoutsTest {
    private static final ReferenceModels MODELS = new ReferenceModels(ReferenceSet.chosen());

    @Test
    void theUNetIsTheSameInASingleFileAndInAFolder() throws IOException {
        assertSame(
                ReadNetworks.unet(MODELS.singleFile(), MODELS.assumptions()),
                ReadNetworks.unet(path("diffusers"), Assumptions.SD15));
    }

    @Test
    void theVaeIsTheSameInASingleFileAndInAFolder() throws IOException {
        assertSame(
                ReadNetworks.vae(MODELS.singleFile(), MODELS.assumptions()),
                ReadNetworks.vae(path("diffusers"), Assumptions.SD15));
    }

    @Test
    void theVaeIsTheSameUnderItsDeprecatedNames() throws IOException {
        assertSame(
                ReadNetworks.vae(path("vae_deprecated_names"), Assumptions.SD15),
                ReadNetworks.vae(path("diffusers/vae"), Assumptions.SD15));
    }

    @Test
    void theTextEncoderIsTheSameInASingleFileAndInAFolder() throws IOException {
        assertSame(
                ReadNetworks.textEncoder(MODELS.singleFile(), MODELS.assumptions()),
                ReadNetworks.textEncoder(path("diffusers"), Assumptions.SD15));
    }

    @Test
    void theMotionModulesAreTheSameInTheAuthorsFileAndInAnAdapter() throws IOException {
        NetworkWeights<MotionConfig> original =
                ReadNetworks.motion(path("single_file/animatelcm_t2v_mm.safetensors"), MODELS.assumptions());
        NetworkWeights<MotionConfig> adapter = ReadNetworks.motion(path("motion_adapter_lcm"), Assumptions.SD15);
        assertThat(original.config().midBlock()).isTrue();
        assertThat(original.config().storedPositions()).isZero();
        assertThat(adapter.config().storedPositions()).isPositive();
        assertThat(original.tensors())
                .allSatisfy((name, tensor) -> assertSameBytes(tensor, adapter.tensor(name)))
                .hasSize(adapter.tensors().size() - positionEncodings(adapter));
    }

    @Test
    void version3HasNoModuleInTheMidBlockButStoresItsPositions() throws IOException {
        MotionConfig config = ReadNetworks.motion(path("single_file/mm_v3.safetensors"), MODELS.assumptions())
                .config();
        assertThat(config.midBlock()).isFalse();
        assertThat(config.storedPositions()).isPositive();
        assertThat(config.resnetNormOverFrames()).isFalse();
    }

    @Test
    void theMotionModulesOfAnImageToVideoPickleAreFoundBesideItsImageEncoder() throws IOException {
        Path file = path("single_file/animatelcm_i2v.ckpt");
        assumeTrue(Files.exists(file), "the committed set has no pickle");
        NetworkWeights<MotionConfig> motion = ReadNetworks.motion(file, MODELS.assumptions());
        assertThat(motion.config().midBlock()).isTrue();
        assertThat(motion.tensors().values())
                .allSatisfy(tensor ->
                        assertThat(tensor.region().orElseThrow().file()).isEqualTo(file));
        assertThat(motion.tensors().values())
                .allSatisfy(tensor -> assertThat(tensor.toFloats()).isNotEmpty().doesNotContain(Float.NaN));
    }

    private static Path path(String model) {
        return MODELS.set().path("models/" + model);
    }

    private static int positionEncodings(NetworkWeights<MotionConfig> adapter) {
        List<String> names = adapter.tensors().keySet().stream()
                .filter(name -> name.endsWith("pos_embed.pe"))
                .toList();
        return names.size();
    }

    private static <C extends NetworkConfig> void assertSame(NetworkWeights<C> one, NetworkWeights<C> other) {
        assertThat(one.config()).isEqualTo(other.config());
        assertThat(one.tensors().keySet())
                .containsExactlyElementsOf(other.tensors().keySet());
        assertThat(one.tensors()).allSatisfy((name, tensor) -> assertSameBytes(tensor, other.tensor(name)));
    }

    private static void assertSameBytes(Tensor one, Tensor other) {
        assertThat(one.shape()).isEqualTo(other.shape());
        assertThat(one.type()).isEqualTo(other.type());
        assertThat(one.bytes()).isEqualTo(other.bytes());
    }
}
