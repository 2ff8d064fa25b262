package io.framefarm.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTokensTest {

    private static final int START = 100;
    private static final int END = 101;
    private final ClipTokenizer tokenizer = new ClipTokenizer(
            Map.of("a</w>", 1, "b</w>", 2, "c</w>", 3, "a", 4, "b", 5, "<|startoftext|>", START, "<|endoftext|>", END),
            List.of());

    @Test
    void aShortPromptIsFramedAndFilledUp() {
        assertThat(ids(TriggerWords.NONE, 6, "a b")).containsExactly(List.of(START, 1, 2, END, END, END));
    }

    @Test
    void anEmptyPromptIsOneSequence() {
        assertThat(ids(TriggerWords.NONE, 4, "")).containsExactly(List.of(START, END, END, END));
    }

    @Test
    void aLongPromptGoesOnInFurtherSequences() {
        assertThat(ids(TriggerWords.NONE, 4, "a b c"))
                .containsExactly(List.of(START, 1, 2, END), List.of(START, 3, END, END));
    }

    @Test
    void aWordIsNotTornApartIfItFitsIntoTheNextSequence() {
        assertThat(ids(TriggerWords.NONE, 5, "a b aab"))
                .containsExactly(List.of(START, 1, 2, END, END), List.of(START, 4, 4, 2, END));
    }

    @Test
    void aWordLongerThanASequenceIsTornApart() {
        assertThat(ids(TriggerWords.NONE, 4, "aaab"))
                .containsExactly(List.of(START, 4, 4, END), List.of(START, 4, 2, END));
    }

    @Test
    void emphasisStaysWithItsTokens() {
        List<WeightedToken> sequence = new PromptTokens(tokenizer, TriggerWords.NONE, 5)
                .sequences("a (b:1.5) c")
                .get(0);

        assertThat(sequence.stream().map(WeightedToken::weight)).containsExactly(1f, 1f, 1.5f, 1f, 1f);
    }

    @Test
    void aTriggerStandsForItsVectors() {
        assertThat(ids(triggers(), 7, "a BadHand, b")).containsExactly(List.of(START, 1, 200, 201, END, 2, END));
        assertThat(ids(triggers(), 7, "badhands")).noneMatch(sequence -> sequence.contains(200));
    }

    @Test
    void theLongerOfTwoTriggersWins() {
        assertThat(ids(triggers(), 5, "badhand-5")).containsExactly(List.of(START, 202, END, END, END));
    }

    private static TriggerWords triggers() {
        Map<String, Integer> vectors = new LinkedHashMap<>();
        vectors.put("badhand", 2);
        vectors.put("badhand-5", 1);
        return new TriggerWords(200, vectors);
    }

    private List<List<Integer>> ids(TriggerWords triggers, int length, String prompt) {
        return new PromptTokens(tokenizer, triggers, length)
                .sequences(prompt).stream()
                        .map(sequence ->
                                sequence.stream().map(WeightedToken::id).toList())
                        .toList();
    }
}
