package io.framefarm.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.worker.reference.ReferenceSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Token ids, exactly as the Hugging Face fast tokenizer gives them. */
class ClipTokenizerReferenceTest {

    private static final int LENGTH = 77;
    private static final Map<Path, ClipTokenizer> TOKENIZERS = new ConcurrentHashMap<>();

    record Prompt(JsonNode json) {
        String text() {
            return json.get("prompt").asText();
        }

        @Override
        public String toString() {
            return text().length() > 40 ? text().substring(0, 40) + "..." : text();
        }
    }

    static Stream<Prompt> prompts() throws IOException {
        Path file = ReferenceSet.chosen().path("data/tokenizer.json");
        JsonNode prompts = new ObjectMapper().readTree(file.toFile()).get("prompts");
        return StreamSupport.stream(prompts.spliterator(), false).map(Prompt::new);
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void theSmallVocabularyGivesTheSameIds(Prompt prompt) {
        ClipTokenizer tokenizer = tokenizer(ReferenceSet.chosen().path("models/diffusers/tokenizer"));

        assertThat(padded(tokenizer, prompt.text())).isEqualTo(ids(prompt, "tiny_input_ids"));
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void theRealVocabularyGivesTheSameIds(Prompt prompt) {
        Path real = ReferenceSet.chosen().root().resolve("clip");
        assumeTrue(Files.exists(real.resolve("vocab.json")), "the real CLIP vocabulary is not part of this set");
        ClipTokenizer tokenizer = tokenizer(real);

        assertThat(padded(tokenizer, prompt.text())).isEqualTo(ids(prompt, "input_ids"));
        assertThat(content(tokenizer, prompt.text()).size() + 2)
                .isEqualTo(prompt.json().get("n_untruncated").asInt());
    }

    private static ClipTokenizer tokenizer(Path folder) {
        return TOKENIZERS.computeIfAbsent(folder, path -> {
            try {
                return ClipTokenizer.read(path);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the tokenizer in " + path, e);
            }
        });
    }

    private static List<Integer> content(ClipTokenizer tokenizer, String text) {
        return tokenizer.words(text).stream().flatMap(List::stream).toList();
    }

    /** One sequence, cut off and filled up as Stable Diffusion's first pipelines do. */
    private static List<Integer> padded(ClipTokenizer tokenizer, String text) {
        List<Integer> content = content(tokenizer, text);
        List<Integer> ids = new ArrayList<>(List.of(tokenizer.start()));
        ids.addAll(content.subList(0, Math.min(content.size(), LENGTH - 2)));
        while (ids.size() < LENGTH) {
            ids.add(tokenizer.end());
        }
        return ids;
    }

    private static List<Integer> ids(Prompt prompt, String field) {
        List<Integer> ids = new ArrayList<>();
        prompt.json().get(field).forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
