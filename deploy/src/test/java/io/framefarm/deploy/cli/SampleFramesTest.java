package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.VideoFacts;
import io.framefarm.protocol.frame.PngReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command with the pack that comes with the farm. */
class SampleFramesTest {

    private static final String PACK = Path.of("packs", "reference").toString();

    private static final int MAX_PIXELS = 1 << 16;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aClipOfTwoWindowsBecomesNumberedPictures() throws Exception {
        int exit = sample("--prompt", "dawn", "--at", "12=dusk", "--frames", "18", "-o", folder.toString());

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(folder.toFile().list()).hasSize(18).contains("00000.png", "00017.png");
        assertThat(PngReader.read(Files.readAllBytes(folder.resolve("00017.png")), MAX_PIXELS)
                        .width())
                .isEqualTo(64);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(18);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("step 1 of 1", "rendered in ");
    }

    @Test
    void onePictureHasTheNameThatWasAskedFor() throws Exception {
        Path file = folder.resolve("new/cat.png");

        int exit = sample("--prompt", "a cat", "--lora", "style=0.5", "--guidance", "1.5", "-o", file.toString());

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(PngReader.read(Files.readAllBytes(file), MAX_PIXELS).height())
                .isEqualTo(64);
    }

    @Test
    void aFileNamedLikeAVideoBecomesOne() throws Exception {
        Path file = folder.resolve("dawn.mp4");

        int exit = sample("--prompt", "dawn", "--frames", "18", "-o", file.toString());

        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        VideoFacts facts = VideoFacts.of(file);
        assertThat(facts.frames()).isEqualTo(18);
        assertThat(facts.width()).isEqualTo(64);
    }

    @Test
    void aDraftIsAnotherPictureOfTheSameSize() throws Exception {
        Path whole = folder.resolve("whole.png");
        Path draft = folder.resolve("draft.png");

        assertThat(sample("--prompt", "a cat", "-o", whole.toString())).isZero();
        assertThat(sample("--prompt", "a cat", "--draft", "-o", draft.toString()))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        assertThat(PngReader.read(Files.readAllBytes(draft), MAX_PIXELS).width())
                .isEqualTo(64);
        assertThat(Files.readAllBytes(draft)).isNotEqualTo(Files.readAllBytes(whole));
    }

    @Test
    void whatCannotBeSampledIsToldInOneLine() {
        assertFails(
                "farm: --output: ",
                "--frames",
                "2",
                "-o",
                folder.resolve("x.png").toString());
        assertFails("farm: width: 100 (allowed: multiples of 8)", "--width", "100", "-o", folder.toString());
        assertFails("farm: LORA_NOT_FOUND: no LoRA is called 'no'", "--lora", "no=1", "-o", folder.toString());
    }

    @Test
    void aPackThatIsNotThereIsTold() {
        int exit = commands().execute("sample", "--pack", "nowhere", "-o", folder.toString());

        assertThat(exit).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("farm: no pack at nowhere");
    }

    private void assertFails(String message, String... arguments) {
        err.reset();
        assertThat(sample(arguments)).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
    }

    private int sample(String... arguments) {
        List<String> all = new ArrayList<>(List.of("sample", "--pack", PACK, "--steps", "1", "--height", "64"));
        if (!List.of(arguments).contains("--width")) {
            all.addAll(List.of("--width", "64"));
        }
        all.addAll(List.of(arguments));
        return commands().execute(all.toArray(String[]::new));
    }

    private CommandLine commands() {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return new CommandLine(new FarmCommand())
                .addSubcommand("sample", new SampleFrames(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> FarmMain.report(terminal, failure));
    }
}
