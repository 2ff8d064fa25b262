package io.framefarm.worker.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The emphasis syntax that Stable Diffusion's users share: {@code (x)} times 1.1, {@code [x]} divided by 1.1,
 * {@code (x:1.3)} times 1.3, nested at will, backslash before a bracket for the bracket itself. A bracket that is never
 * closed reaches to the end; one that was never opened is text.
 */
final class PromptSyntax {

    private static final float EMPHASIS = 1.1f;
    private static final float MAX_WEIGHT = 100;
    private static final Pattern PART =
            Pattern.compile("\\\\[()\\[\\]\\\\]|\\\\|[(\\[)\\]]|:\\s*([+-]?\\d*\\.?\\d+)\\s*\\)|[^\\\\()\\[\\]:]+|:");

    /** Starts of the open brackets, as indices into the stretches. */
    private final Deque<Integer> round = new ArrayDeque<>();

    private final Deque<Integer> square = new ArrayDeque<>();
    private final List<WeightedText> stretches = new ArrayList<>();

    private PromptSyntax() {}

    static List<WeightedText> parse(String prompt) {
        PromptSyntax syntax = new PromptSyntax();
        Matcher part = PART.matcher(prompt);
        while (part.find()) {
            syntax.take(part.group(), part.group(1));
        }
        syntax.round.forEach(start -> syntax.emphasise(start, EMPHASIS));
        syntax.square.forEach(start -> syntax.emphasise(start, 1 / EMPHASIS));
        return merged(syntax.stretches);
    }

    private void take(String part, @Nullable String weight) {
        if (weight != null && !round.isEmpty()) {
            emphasise(round.pop(), Float.parseFloat(weight));
        } else if (part.equals("(")) {
            round.push(stretches.size());
        } else if (part.equals("[")) {
            square.push(stretches.size());
        } else if (part.equals(")") && !round.isEmpty()) {
            emphasise(round.pop(), EMPHASIS);
        } else if (part.equals("]") && !square.isEmpty()) {
            emphasise(square.pop(), 1 / EMPHASIS);
        } else {
            boolean escaped = part.length() == 2 && part.charAt(0) == '\\';
            stretches.add(new WeightedText(escaped ? part.substring(1) : part, 1));
        }
    }

    private void emphasise(int start, float factor) {
        for (int i = start; i < stretches.size(); i++) {
            WeightedText stretch = stretches.get(i);
            float weight = Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, stretch.weight() * factor));
            stretches.set(i, new WeightedText(stretch.text(), weight));
        }
    }

    private static List<WeightedText> merged(List<WeightedText> stretches) {
        List<WeightedText> merged = new ArrayList<>();
        for (WeightedText stretch : stretches) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).weight() == stretch.weight()) {
                merged.set(last, new WeightedText(merged.get(last).text() + stretch.text(), stretch.weight()));
            } else {
                merged.add(stretch);
            }
        }
        return merged;
    }
}
