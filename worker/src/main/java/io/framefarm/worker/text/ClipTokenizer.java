package io.framefarm.worker.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CLIP's tokenizer (<a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021</a>, section 2.4) with the rules of
 * Hugging Face's fast tokenizer, which differ from the first release's on typographic quotes, ligatures and HTML
 * entities.
 */
public final class ClipTokenizer {

    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";
    private static final Pattern SPECIAL = Pattern.compile(Pattern.quote(START) + "|" + Pattern.quote(END));
    private static final Pattern SPACE = Pattern.compile("\\p{IsWhite_Space}+");
    private static final Pattern WORD =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\p{IsWhite_Space}\\p{L}\\p{N}]+");
    private static final int MAX_WORD_BYTES = 4096;

    private final Map<String, Integer> vocabulary;
    private final BytePairs pairs;
    private final int start;
    private final int end;

    ClipTokenizer(Map<String, Integer> vocabulary, List<String> merges) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.pairs = new BytePairs(merges);
        this.start = special(START);
        this.end = special(END);
    }

    /** Reads {@code vocab.json} and {@code merges.txt} of a tokenizer folder. */
    public static ClipTokenizer read(Path folder) throws IOException {
        Map<String, Integer> vocabulary =
                new ObjectMapper().readValue(folder.resolve("vocab.json").toFile(), new TypeReference<>() {});
        List<String> lines = Files.readAllLines(folder.resolve("merges.txt"));
        boolean versioned = !lines.isEmpty() && lines.get(0).startsWith("#version");
        List<String> merges = lines.subList(versioned ? 1 : 0, lines.size()).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return new ClipTokenizer(vocabulary, merges);
    }

    /** The id that begins every sequence. */
    public int start() {
        return start;
    }

    /** The id that ends every sequence and, in Stable Diffusion, fills it up. */
    public int end() {
        return end;
    }

    /** One more than the highest id. */
    public int size() {
        return vocabulary.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    /** The ids of a text, word by word, without start and end. */
    public List<List<Integer>> words(String text) {
        String normal = lowerCase(
                SPACE.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" "));
        List<List<Integer>> words = new ArrayList<>();
        Matcher special = SPECIAL.matcher(normal);
        int done = 0;
        while (special.find()) {
            addWords(normal.substring(done, special.start()), words);
            words.add(List.of(special(special.group())));
            done = special.end();
        }
        addWords(normal.substring(done), words);
        return words;
    }

    private void addWords(String text, List<List<Integer>> words) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(ids(word.group()));
        }
    }

    private List<Integer> ids(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_WORD_BYTES) {
            throw new IllegalArgumentException(
                    "prompt: a word of " + bytes.length + " bytes (allowed: up to " + MAX_WORD_BYTES + ")");
        }
        return pairs.split(ByteAlphabet.of(bytes)).stream()
                .map(symbol -> vocabulary.getOrDefault(symbol, end))
                .toList();
    }

    /** Character by character, unlike {@link String#toLowerCase()}, which looks around a final sigma. */
    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == 0x130) {
                // The only character whose lower case is two: a dotted capital I.
                lower.append("i\u0307");
            } else {
                lower.appendCodePoint(Character.toLowerCase(c));
            }
        });
        return lower.toString();
    }

    private int special(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("vocab.json: no token " + token);
        }
        return id;
    }
}
