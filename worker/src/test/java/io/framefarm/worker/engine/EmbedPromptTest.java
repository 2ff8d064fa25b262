package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emphasis and learned tokens, with the small text encoder of the committed reference set. */
class EmbedPromptTest {

    private static final ReferenceSet SET = ReferenceSet.committed();

    @TempDir
    Path folder;

    private final NetworkCache networks = new NetworkCache(1L << 30);

    @AfterEach
    void closeNetworks() {
        networks.close();
    }

    @Test
    void emphasisOfZeroLeavesTheEmptyPromptAtTheTokensPlace() {
        EmbedPrompt embed = embed(ReferencePack.images(SET));
        PromptEmbedding empty = embed.embed("");

        float[] without = embed.embed("(a:0)").values();

        assertThat(Arrays.copyOf(without, 2 * empty.width()))
                .containsExactly(Arrays.copyOf(empty.values(), 2 * empty.width()), within(1e-6f));
    }

    @Test
    void emphasisMovesTheTokenAwayFromTheEmptyPromptAndLeavesOthers() {
        EmbedPrompt embed = embed(ReferencePack.images(SET));
        float[] empty = embed.embed("").values();
        PromptEmbedding plain = embed.embed("red rabbit");
        float[] strong = embed.embed("red (rabbit:1.5)").values();
        int width = plain.width();

        assertThat(Arrays.copyOf(strong, 2 * width)).containsExactly(Arrays.copyOf(plain.values(), 2 * width));
        int changed = firstDifference(plain.values(), strong);
        assertThat(changed).isGreaterThanOrEqualTo(2 * width);
        assertThat(strong[changed] - empty[changed])
                .isCloseTo(1.5f * (plain.values()[changed] - empty[changed]), within(1e-4f));
    }

    @Test
    void aLongPromptIsOneSequenceBehindTheOther() {
        EmbedPrompt embed = embed(ReferencePack.images(SET));
        PromptEmbedding one = embed.embed("");

        PromptEmbedding several = embed.embed("rabbit ".repeat(60));

        assertThat(several.tokens()).isGreaterThan(one.tokens()).isEqualTo(several.tokens() / 77 * 77);
        assertThat(one.padded(several.tokens(), one).values()).hasSameSizeAs(several.values());
    }

    @Test
    void aTriggerWordTakesItsLearnedVectors() throws IOException {
        writeEmbedding("emb_params", 2, 32);
        EmbedPrompt learned = embed(withEmbedding());
        EmbedPrompt plain = embed(ReferencePack.images(SET));

        assertThat(learned.embed("a rabbit").values())
                .containsExactly(plain.embed("a rabbit").values());
        assertThat(learned.embed("a rabbit easyneg").values())
                .isNotEqualTo(plain.embed("a rabbit easyneg").values());
    }

    @Test
    void anEmbeddingForAnotherTextEncoderIsRefused() throws IOException {
        writeEmbedding("emb_params", 1, 768);

        assertThatThrownBy(() -> embed(withEmbedding()))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("emb_params has the shape [1, 768] (expected [32] or [n, 32]");
    }

    private static int firstDifference(float[] a, float[] b) {
        return Arrays.mismatch(a, b);
    }

    private void writeEmbedding(String name, long vectors, long width) throws IOException {
        float[] values = new float[(int) (vectors * width)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        Tensor tensor = Tensor.ofFloats(name, ElementType.F32, List.of(vectors, width), values);
        SafetensorsWriter.write(folder.resolve("easyneg.safetensors"), List.of(tensor), Map.of());
    }

    private ModelFolder withEmbedding() {
        return ReferencePack.images(
                SET, "embeddings: [{trigger: easyneg, path: " + folder.resolve("easyneg.safetensors") + "}]\n");
    }

    private EmbedPrompt embed(ModelFolder models) {
        OpenPack files = OpenPack.open(models.pack(ReferencePack.NAME));
        LoraMerge none = LoraMerge.match(List.of(), files.adaptable(), LoraMerge.Unmatched.REFUSE);
        OnnxRuntime runtime = new OnnxRuntime(new RuntimeSettings(1, 0));
        BoundModel model = new FileModel(files, new LoraSet(List.of()), none, networks, runtime);
        return new EmbedPrompt(model, new LocalTensorCache(1 << 24, CacheEvents.IGNORED), StopSignal.NEVER);
    }
}
