package io.framefarm.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a cat                   | a cat@1.0",
                "(a cat)                 | a cat@1.1",
                "((a cat))               | a cat@1.21",
                "[a cat]                 | a cat@0.909",
                "a (red:1.3) cat         | a @1.0 / red@1.3 /  cat@1.0",
                "(a (red:0.5) cat:2)     | a @2.0 / red@1.0 /  cat@2.0",
                "(red: .5)               | red@0.5",
                "(red:-1)                | red@-1.0",
                "(red:1e9)               | red:1e9@1.1",
                "(red:1000)              | red@100.0",
                "a \\(red\\) cat         | a (red) cat@1.0",
                "a \\[x\\] \\\\ y        | a [x] \\ y@1.0",
                "(open to the end        | open to the end@1.1",
                "never opened) ]         | never opened) ]@1.0",
                "time 10:30              | time 10:30@1.0",
                "[a:1.5)                 | a:1.5)@0.909",
            })
    void emphasisIsRead(String prompt, String expected) {
        assertThat(shown(PromptSyntax.parse(prompt))).isEqualTo(expected);
    }

    @Test
    void anEmptyPromptHasNoStretches() {
        assertThat(PromptSyntax.parse("")).isEmpty();
    }

    private static String shown(List<WeightedText> stretches) {
        return String.join(
                " / ",
                stretches.stream()
                        .map(stretch -> stretch.text() + "@" + Math.round(stretch.weight() * 1000) / 1000.0)
                        .toList());
    }
}
