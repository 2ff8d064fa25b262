package io.framefarm.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.judge.Judge;
import io.framefarm.training.judge.Sighting;
import io.framefarm.training.judge.Verdict;
import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Split;
import io.framefarm.training.world.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped model through the whole farm, in one film judged for what its shots show: frames, prompts, seeds or LoRAs
 * that were mixed up anywhere would show here.
 */
class DemoModelIT {

    /** Combinations that training never saw. */
    private static final List<Scene> SCENES = List.of(
            new Scene(Subject.FISH, Colour.YELLOW, Background.SAND, Motion.RIGHT),
            new Scene(Subject.FISH, Colour.RED, Background.WATER, Motion.RIGHT),
            new Scene(Subject.CAR, Colour.YELLOW, Background.NIGHT, Motion.LEFT),
            new Scene(Subject.ROCKET, Colour.YELLOW, Background.GRASS, Motion.UP),
            new Scene(Subject.STAR, Colour.BLUE, Background.NIGHT, Motion.DOWN),
            new Scene(Subject.BALL, Colour.PURPLE, Background.SAND, Motion.DOWN));

    /** Over water, and swims to the right: neither is what the style or a film run backwards would show. */
    private static final int FISH = 1;

    private static final int SAME_AGAIN = SCENES.size();
    private static final int OTHER_SEED = SAME_AGAIN + 1;
    private static final int STYLED = SAME_AGAIN + 2;
    private static final int AFTER_STYLED = SAME_AGAIN + 3;

    @TempDir
    static Path folder;

    private static List<byte[][]> shots = List.of();

    private final Judge judge = new Judge();

    @BeforeAll
    static void renderTheFilm() throws Exception {
        Film film = new Film();
        SCENES.forEach(scene -> film.shot(scene, 1));
        film.shot(SCENES.get(FISH), 1);
        film.shot(SCENES.get(FISH), 2);
        film.shot(SCENES.get(FISH), 1, "style");
        film.shot(SCENES.get(FISH), 1);
        shots = film.render(folder);
    }

    @Test
    void theScenesWereKeptFromTraining() {
        assertThat(SCENES).allMatch(Split::isHeldOut);
    }

    @Test
    void eachShotShowsItsOwnPrompt() {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < SCENES.size(); i++) {
            verdicts.add(verdict(shots.get(i), SCENES.get(i)));
            Scene other = SCENES.get((i + 1) % SCENES.size());
            assertThat(verdict(shots.get(i), other).all())
                    .as("shot %d shows %s", i, other)
                    .isFalse();
        }
        assertThat(verdicts.stream().filter(Verdict::all).count())
                .as("shots that show all that was asked for: %s", verdicts)
                .isGreaterThanOrEqualTo(SCENES.size() - 1L);
    }

    @Test
    void backwardsTheMotionWouldBeWrong() {
        List<byte[]> backwards = new ArrayList<>(List.of(shots.get(FISH)));
        Collections.reverse(backwards);

        assertThat(verdict(shots.get(FISH), SCENES.get(FISH)).motion()).isTrue();
        assertThat(verdict(backwards.toArray(byte[][]::new), SCENES.get(FISH)).motion())
                .isFalse();
    }

    @Test
    void theSeedDecidesWhichVideoOfThePromptItIs() {
        assertThat(shots.get(SAME_AGAIN)).isDeepEqualTo(shots.get(FISH));
        assertThat(shots.get(OTHER_SEED)[0]).isNotEqualTo(shots.get(FISH)[0]);
    }

    @Test
    void theStyleLoraReachesOnlyTheShotThatAsksForIt() {
        assertThat(sighting(SAME_AGAIN).background()).isEqualTo(Background.WATER);
        assertThat(sighting(STYLED).background()).isEqualTo(Background.NIGHT);
        assertThat(shots.get(AFTER_STYLED)).isDeepEqualTo(shots.get(SAME_AGAIN));
    }

    private Verdict verdict(byte[][] frames, Scene scene) {
        return judge.judge(frames, Film.SIDE, Film.SIDE, scene);
    }

    private Sighting sighting(int shot) {
        return judge.look(shots.get(shot), Film.SIDE, Film.SIDE);
    }
}
