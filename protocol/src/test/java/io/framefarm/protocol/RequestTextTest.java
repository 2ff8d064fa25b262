package io.framefarm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.VideoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTextTest {
    private static final String HEAD = "model: reference\nwidth: 64\nheight: 64\n";

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValidAndSurvivesBothFormats(Path example) throws IOException {
        RenderRequest request = RequestText.read(Files.readString(example));

        assertThat(RequestText.read(RequestText.toYaml(request))).isEqualTo(request);
        assertThat(RequestText.read(RequestText.toJson(request))).isEqualTo(request);
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @Test
    void enumsAreFriendlyAndSeedsReachTheLastBit() {
        RenderRequest request = RequestText.read(
                HEAD
                        + "seed: 18446744073709551615\nshots: [{prompt: a cat, frames: 16, continuity: cut}]\noutput: {format: png_sequence}");

        assertThat(request.getSeed()).isEqualTo(-1L);
        assertThat(request.getShots(0).getContinuity()).isEqualTo(Continuity.CONTINUITY_CUT);
        assertThat(request.getOutput().getFormat()).isEqualTo(VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE);
        assertThat(RequestText.toYaml(request)).contains("seed: 18446744073709551615", "format: png_sequence");
    }

    @Test
    void aDraftIsSaidInBothFormatsAndNothingIsSaidOfOthers() {
        RenderRequest whole = RequestText.read(HEAD + "shots: [{prompt: a, frames: 16}]\n");
        RenderRequest draft = RequestText.read(HEAD + "draft: true\nshots: [{prompt: a, frames: 16}]\n");

        assertThat(draft).isEqualTo(whole.toBuilder().setDraft(true).build());
        assertThat(RequestText.toYaml(draft)).contains("draft: true");
        assertThat(RequestText.toJson(whole)).doesNotContain("draft");
    }

    @Test
    void jsonMayUseCamelCase() {
        RenderRequest request = RequestText.read(
                "{\"model\":\"m\",\"width\":64,\"height\":64,\"negativePrompt\":\"blurry\",\"shots\":[{\"prompt\":\"p\",\"frames\":1}]}");

        assertThat(request.getNegativePrompt()).isEqualTo("blurry");
    }

    @Test
    void everyMisfitIsListedWithItsLine() {
        assertRefused(
                HEAD + "colour: red\nshots:\n  - prompt: a cat\n    frames: many\noutput: {format: mpeg}\nlabels: 3\n",
                "colour (line 4): is unknown (known: producer, model, priority, width, height, fps, seed,"
                        + " negative_prompt, loras, sampling, shots, output, labels, continuity, draft)",
                "shots[0].frames (line 7): expected a whole number, found `many`",
                "output.format (line 8): `mpeg` is unknown (allowed: mp4, webm, gif, png_sequence)",
                "labels (line 9): expected a group of fields, found `3`");
    }

    @Test
    void whatValidationFindsCarriesTheLineToo() {
        assertRefused(
                HEAD + "shots:\n  - prompt: a cat\n    frames: 0\n",
                "shots[0].frames (line 6): 0 is below 1 (allowed: 1 to 4096)");
    }

    @Test
    void aNumberBeyondItsTypeIsRefused() {
        assertRefused(
                HEAD + "seed: -1\nshots: [{prompt: p, frames: 99999999999}]",
                "seed (line 4): -1 is not allowed (allowed: 0 to 18446744073709551615)",
                "shots[0].frames (line 5): 99999999999 is not allowed (allowed: -2147483648 to 2147483647)");
    }

    @Test
    void anAliasIsRefusedInsteadOfFollowed() {
        assertRefused(
                "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
                "b[0] (line 2): refers to an anchor; write the value out instead");
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertRefused("model: a\nmodel: b\n", "model (line 2): is given twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "just text",
                "[1, 2]",
                "{",
                "a: b: c",
                "a: [1",
                "--- 1\n--- 2\n",
                "!!java.net.URL x",
                "a: \"\\uD800\""
            })
    void whatIsNoRequestIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> RequestText.read(text))
                .isInstanceOf(InvalidRequestException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void depthAndSizeAreBounded() {
        assertRefused("{\"a\":" + "[".repeat(5000), "(line 1): is nested more than 16 deep");
        assertRefused("#".repeat((1 << 20) + 1), "1048577 bytes are too many (allowed: up to 1048576)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "null",
                "~",
                "1e3",
                "0x10",
                "12:30",
                "# no comment",
                "a: b",
                "- x",
                "*a",
                "&a",
                "'q'",
                "\"",
                "tab\tand\nline",
                " edge ",
                "%",
                "@x",
                "ünï 🐈",
                "no",
                "1_000"
            })
    void anyPromptSurvivesBothFormats(String prompt) {
        RenderRequest.Builder request = RequestText.read(HEAD + "shots: [{prompt: p, frames: 1}]").toBuilder();
        request.getShotsBuilder(0).setPrompt(prompt);

        assertThat(RequestText.read(RequestText.toYaml(request.build()))).isEqualTo(request.build());
        assertThat(RequestText.read(RequestText.toJson(request.build()))).isEqualTo(request.build());
    }

    private static void assertRefused(String text, String... problems) {
        assertThatThrownBy(() -> RequestText.read(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(String.join("\n", problems));
    }
}
