package io.framefarm.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeShotsTest {
    private static final String FISH = "a green fish swimming right over blue water";
    private static final String BALL = "a red ball flying left over green grass";
    private static final String STAR = "a yellow star standing still over the night sky";

    @TempDir
    Path folder;

    @Test
    void eachSixteenFramesOfAShotAreHeldAgainstItsPrompt() throws IOException {
        Files.write(folder.resolve("prompts.txt"), List.of(FISH, BALL));
        Files.writeString(folder.resolve("seams.json"), """
                {"ways": [{"continuity": "one segment", "folder": "one-segment"},
                 {"continuity": "cut", "folder": "cut", "at_borders": 6, "inside": 2, "ratio": 3}]}
                """);
        write("one-segment/000", 0, FISH);
        write("one-segment/001", 0, BALL);
        write("cut/000", 0, FISH);
        write("cut/000", 1, FISH);
        write("cut/001", 0, BALL);
        write("cut/001", 1, FISH);

        assertThat(new JudgeShots(folder).table().lines().skip(2))
                .containsExactly(
                        "| one segment |  |  |  | 100 % | 100 % | 100 % | 100 % |  |",
                        "| cut | 6.00 | 2.00 | 3.00 | 75 % | 75 % | 75 % | 75 % |  |");
    }

    @Test
    void motionIsJudgedOfWhatStaysInItsPlace() throws IOException {
        Files.write(folder.resolve("prompts.txt"), List.of(FISH, STAR));
        Files.writeString(folder.resolve("seams.json"), """
                {"ways": [{"continuity": "cut", "folder": "cut", "at_borders": 6, "inside": 2, "ratio": 3}]}
                """);
        write("cut/000", 0, FISH);
        write("cut/000", 1, BALL);
        write("cut/001", 0, STAR);
        write("cut/001", 1, STAR.replace("standing still", "shooting down"));

        assertThat(new JudgeShots(folder).table().lines().skip(2))
                .containsExactly("| cut | 6.00 | 2.00 | 3.00 | 75 % | 75 % | 75 % | 75 % | 50 % |");
    }

    @Test
    void aPromptThatIsNoneOfTheWorldIsRefused() throws IOException {
        Files.write(folder.resolve("prompts.txt"), List.of("a rabbit in the park"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JudgeShots(folder))
                .withMessage("'a rabbit in the park' is no prompt of the world");
    }

    /** A clip of the renderer as the frames of a shot. */
    private void write(String video, int clip, String prompt) throws IOException {
        Scene scene = Grammar.parse(prompt).orElseThrow();
        byte[][] frames = new Renderer(64, Renderer.FRAMES).clip(scene, 5);
        Path frame = Files.createDirectories(folder.resolve(video));
        for (int i = 0; i < frames.length; i++) {
            BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 64 * 64; pixel++) {
                int rgb = (frames[i][3 * pixel] & 0xFF) << 16
                        | (frames[i][3 * pixel + 1] & 0xFF) << 8
                        | (frames[i][3 * pixel + 2] & 0xFF);
                image.setRGB(pixel % 64, pixel / 64, rgb);
            }
            String name = "%05d.png".formatted(clip * frames.length + i);
            ImageIO.write(image, "png", frame.resolve(name).toFile());
        }
    }
}
