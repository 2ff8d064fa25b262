package io.framefarm.worker.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words that stand for learned vectors (<a href="https://arxiv.org/abs/2208.01618">Gal et al. 2022</a>, textual
 * inversion). Each vector has an id after the vocabulary's; a trigger counts as a whole word in any case.
 */
public final class TriggerWords {

    public static final TriggerWords NONE = new TriggerWords(0, Map.of());

    private final Map<String, List<Integer>> idsByTrigger = new LinkedHashMap<>();
    private final Pattern pattern;

    /**
     * Assigns ids in the order of the map.
     *
     * @param firstId the first id that the vocabulary does not use
     * @param vectorsByTrigger how many vectors each trigger stands for
     */
    public TriggerWords(int firstId, Map<String, Integer> vectorsByTrigger) {
        int next = firstId;
        for (Map.Entry<String, Integer> trigger : vectorsByTrigger.entrySet()) {
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < trigger.getValue(); i++) {
                ids.add(next++);
            }
            idsByTrigger.put(trigger.getKey().toLowerCase(Locale.ROOT), List.copyOf(ids));
        }
        pattern = Pattern.compile(
                idsByTrigger.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}_])(?:", ")(?![\\p{L}\\p{N}_])")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The ids of a text, word by word, each trigger as one word. */
    List<List<Integer>> words(String text, ClipTokenizer tokenizer) {
        if (idsByTrigger.isEmpty()) {
            return tokenizer.words(text);
        }
        List<List<Integer>> words = new ArrayList<>();
        Matcher trigger = pattern.matcher(text);
        int done = 0;
        while (trigger.find()) {
            words.addAll(tokenizer.words(text.substring(done, trigger.start())));
            words.add(idsByTrigger.getOrDefault(trigger.group().toLowerCase(Locale.ROOT), List.of()));
            done = trigger.end();
        }
        words.addAll(tokenizer.words(text.substring(done)));
        return words;
    }
}
