package io.framefarm.training.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    private final Vocabulary vocabulary = WorldVocabulary.learn();
    private final CaptionTokenizer tokenizer = new CaptionTokenizer(vocabulary);

    @Test
    void everyWordOfTheGrammarIsOneToken() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            Scene scene = SceneSampler.heldOut().draw(random);
            String caption = Grammar.caption(scene, random.nextLong());
            int words = caption.split(" ").length;
            assertThat(contentLength(tokenizer.ids(caption))).as(caption).isEqualTo(words);
        }
    }

    @Test
    void theEndOfTextHasTheLargestIdAndFillsTheRest() {
        long[] ids = tokenizer.ids("a red fish");
        assertThat(ids).hasSize(77);
        assertThat(ids[0]).isEqualTo(vocabulary.size() - 2);
        assertThat(Arrays.stream(ids, 4, 77)).containsOnly((long) vocabulary.size() - 1);
    }

    @Test
    void theEmptyCaptionIsOnlyStartAndEnd() {
        assertThat(contentLength(tokenizer.ids(""))).isZero();
    }

    @Test
    void theVocabularyIsSmall() {
        assertThat(vocabulary.size()).isBetween(500, 768);
    }

    @Test
    void learningTwiceGivesTheSameVocabulary() {
        assertThat(WorldVocabulary.learn().ids()).isEqualTo(vocabulary.ids());
    }

    @Test
    void theCommonestPairIsMergedFirst() {
        Vocabulary small = Vocabulary.learn(List.of("abc", "abd", "xd"), 515);
        assertThat(small.merges()).containsExactly(new Merge("a", "b"));
    }

    @Test
    void wordsThatTheGrammarLacksFallIntoBytes() {
        assertThat(contentLength(tokenizer.ids("Žž!"))).isEqualTo(5);
    }

    @Test
    void aLongCaptionKeepsItsEnd() {
        long[] ids = tokenizer.ids("fish ".repeat(100));
        assertThat(ids[76]).isEqualTo(vocabulary.size() - 1L);
        assertThat(contentLength(ids)).isEqualTo(75);
    }

    @Test
    void tooSmallAVocabularyIsRefused() {
        assertThatThrownBy(() -> Vocabulary.learn(List.of("a"), 100)).hasMessageContaining("514");
    }

    @Test
    void theFolderHoldsVocabularyMergesAndConfigs(@TempDir Path folder) throws Exception {
        TokenizerFolder.write(vocabulary, folder);
        assertThat(Files.readAllLines(folder.resolve("merges.txt")))
                .hasSize(vocabulary.merges().size() + 1)
                .startsWith("#version: 0.2");
        assertThat(Files.readString(folder.resolve("vocab.json")))
                .contains(
                        "\"\\\"\": 1,",
                        "\"\\\\\": ",
                        "\"fish</w>\": ",
                        "\"<|endoftext|>\": " + (vocabulary.size() - 1));
        assertThat(folder.resolve("tokenizer_config.json")).exists();
        assertThat(folder.resolve("special_tokens_map.json")).exists();
    }

    private int contentLength(long[] ids) {
        return (int) Arrays.stream(ids).filter(id -> id < vocabulary.size() - 2).count();
    }
}
