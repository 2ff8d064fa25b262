package io.framefarm.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import io.framefarm.training.world.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final int SIDE = 64;
    private static final int CLIPS = 500;
    private static final Judge JUDGE = new Judge();

    private final Renderer renderer = new Renderer(SIDE, Renderer.FRAMES);

    @Test
    void trueClipsAreJudgedRight() {
        assertThat(report(clip -> clip).weakest()).isGreaterThanOrEqualTo(98);
    }

    @Test
    void noiseOf28DecibelsIsForgiven() {
        assertThat(report(clip -> Damage.noise(clip, 10.2, 1)).weakest()).isGreaterThanOrEqualTo(95);
    }

    @Test
    void blurIsForgiven() {
        assertThat(report(clip -> Damage.blur(clip, SIDE)).weakest()).isGreaterThanOrEqualTo(95);
    }

    @Test
    void blurWithNoiseIsForgiven() {
        assertThat(report(clip -> Damage.noise(Damage.blur(clip, SIDE), 10.2, 2))
                        .weakest())
                .isGreaterThanOrEqualTo(95);
    }

    @Test
    void largerPicturesAreJudgedToo() {
        Renderer large = new Renderer(2 * SIDE, Renderer.FRAMES);
        SplittableRandom random = new SplittableRandom(3);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Scene scene = SceneSampler.heldOut().draw(random);
            verdicts.add(JUDGE.judge(large.clip(scene, i), 2 * SIDE, 2 * SIDE, scene));
        }
        assertThat(JudgeReport.of(verdicts).weakest()).isGreaterThanOrEqualTo(98);
    }

    @Test
    void theClipsOfOtherPromptsAreJudgedWrong() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100; i++) {
            Scene shown = SceneSampler.training().draw(random);
            Scene asked = SceneSampler.training().draw(random);
            Verdict verdict = JUDGE.judge(renderer.clip(shown, i), SIDE, SIDE, asked);
            assertThat(verdict)
                    .as(shown + " for " + asked)
                    .isEqualTo(new Verdict(
                            shown.subject() == asked.subject(),
                            shown.colour() == asked.colour(),
                            shown.background() == asked.background(),
                            shown.motion() == asked.motion()));
        }
    }

    @Test
    void theSubjectsPathIsFoundInAllFrames() {
        Scene scene = new Scene(Subject.BALL, Colour.RED, Background.GRASS, Motion.RIGHT);
        List<Centre> path =
                List.copyOf(JUDGE.centres(renderer.clip(scene, 1), SIDE, SIDE).values());

        assertThat(path).hasSize(Renderer.FRAMES);
        assertThat(path.get(15).x() - path.get(0).x()).isBetween(0.25, 0.33);
        assertThat(path.get(15).y()).isCloseTo(path.get(0).y(), within(0.02));
    }

    @Test
    void framesOutOfOrderMakeNoMotion() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100; i++) {
            Scene scene = SceneSampler.training().draw(random);
            if (!scene.motion().travels()) {
                continue;
            }
            byte[][] clip = renderer.clip(scene, i);
            Collections.shuffle(Arrays.asList(clip), new Random(i));
            assertThat(JUDGE.judge(clip, SIDE, SIDE, scene).motion())
                    .as(scene.toString())
                    .isFalse();
        }
    }

    @Test
    void aClipPlayedBackwardsMovesTheOtherWay() {
        byte[][] clip = renderer.clip(scene(Motion.RIGHT), 1);
        Collections.reverse(Arrays.asList(clip));
        assertThat(JUDGE.look(clip, SIDE, SIDE).motion()).isEqualTo(Motion.LEFT);
    }

    @Test
    void oneFrozenFrameStandsStill() {
        byte[][] clip = renderer.clip(scene(Motion.RIGHT), 1);
        Arrays.fill(clip, clip[7]);
        assertThat(JUDGE.look(clip, SIDE, SIDE).motion()).isEqualTo(Motion.STILL);
    }

    @Test
    void halvesOfTwoClipsAreNotJudgedRight() {
        byte[][] clip = renderer.clip(scene(Motion.RIGHT), 1);
        byte[][] other = renderer.clip(new Scene(Subject.CAR, Colour.GREEN, Background.NIGHT, Motion.LEFT), 2);
        System.arraycopy(other, 8, clip, 8, 8);
        assertThat(JUDGE.judge(clip, SIDE, SIDE, scene(Motion.RIGHT)).all()).isFalse();
    }

    @Test
    void noiseAloneShowsNothing() {
        byte[][] clip = new byte[16][SIDE * SIDE * 3];
        for (byte[] frame : clip) {
            Arrays.fill(frame, (byte) 128);
        }
        assertThat(JUDGE.look(Damage.noise(clip, 70, 6), SIDE, SIDE)).isEqualTo(new Sighting(null, null, null, null));
    }

    @Test
    void anEmptyBackgroundShowsOnlyItself() {
        byte[][] clip = renderer.clip(scene(Motion.STILL), 1);
        byte[] empty = clip[0].clone();
        for (int row = 0; row < SIDE; row++) {
            for (int i = 0; i < 3 * SIDE; i++) {
                empty[row * 3 * SIDE + i] = clip[0][row * 3 * SIDE + i % 3];
            }
        }
        Arrays.fill(clip, empty);
        assertThat(JUDGE.look(clip, SIDE, SIDE)).isEqualTo(new Sighting(null, null, Background.WATER, null));
    }

    @Test
    void aFrameOfTheWrongSizeIsNamed() {
        byte[][] clip = renderer.clip(scene(Motion.UP), 1);
        clip[3] = new byte[5];
        assertThatThrownBy(() -> JUDGE.look(clip, SIDE, SIDE)).hasMessageContaining("frame 3 has 5 bytes");
    }

    @Test
    void theReportCountsEachPropertyByItself() {
        JudgeReport report = JudgeReport.of(List.of(
                new Verdict(true, true, true, true),
                new Verdict(true, false, true, true),
                new Verdict(true, true, true, false),
                new Verdict(true, true, true, false)));
        assertThat(report).isEqualTo(new JudgeReport(4, 100, 75, 100, 50, 75, 25));
        assertThat(report.weakest()).isEqualTo(50);
    }

    private static Scene scene(Motion motion) {
        return new Scene(Subject.FISH, Colour.RED, Background.WATER, motion);
    }

    private JudgeReport report(UnaryOperator<byte[][]> damage) {
        SplittableRandom random = new SplittableRandom(7);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < CLIPS; i++) {
            SceneSampler scenes = i % 2 == 0 ? SceneSampler.training() : SceneSampler.heldOut();
            Scene scene = scenes.draw(random);
            verdicts.add(JUDGE.judge(damage.apply(renderer.clip(scene, i)), SIDE, SIDE, scene));
        }
        return JudgeReport.of(verdicts);
    }
}
