package io.framefarm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that somebody has damaged on purpose: each is a request after all, or refused with reasons; nothing else. */
@Timeout(120)
class DamagedRequestsTest {
    private static final int MUTATIONS = 1_500;
    private static final int SEED = 11;

    private static final List<String> POISON = List.of(
            "\u0000",
            "\uFEFF",
            "\u202E",
            "\uD800",
            "\u2028",
            "&a [*a, *a]",
            "*a",
            "<<: *a",
            "!!javax.script.ScriptEngineManager [x]",
            "!!binary x",
            "? ",
            "{{{{{{{{{{{{{{{{{{{{{{",
            "[[[[[[[[[[[[[[[[[[[[[[",
            "99999999999999999999999999",
            "1e999",
            ".nan",
            "-0",
            "\t",
            "---\n",
            "...\n",
            "'",
            "\"",
            "../../etc/passwd",
            "|\n",
            "%YAML 9.9\n",
            "A".repeat(70_000));

    @Test
    void everyOneIsARequestOrRefusedWithReasons() throws IOException {
        String yaml = Files.readString(Path.of("..", "examples", "everything.yaml"));
        String json = RequestText.toJson(RequestText.read(yaml));
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String damaged = i % 2 == 0 ? yaml : json;
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                damaged = damage(damaged, random);
            }
            refused += isRefused(damaged) ? 1 : 0;
        }
        assertThat(refused).as("of %d", MUTATIONS).isBetween(MUTATIONS / 4, MUTATIONS - 10);
    }

    private static boolean isRefused(String text) {
        try {
            RenderRequest request = RequestText.read(text);
            assertThat(RequestText.read(RequestText.toYaml(request))).isEqualTo(request);
            return false;
        } catch (InvalidRequestException expected) {
            assertThat(expected.problems())
                    .as("of `%s`", text)
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString()).isNotBlank());
            return true;
        }
    }

    private static String damage(String text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(1, 40));
        String middle = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> text.substring(at, end).repeat(2);
            case 2 -> String.valueOf((char) random.nextInt(0x300));
            default -> POISON.get(random.nextInt(POISON.size()));
        };
        return text.substring(0, at) + middle + text.substring(random.nextBoolean() ? at : end);
    }
}
