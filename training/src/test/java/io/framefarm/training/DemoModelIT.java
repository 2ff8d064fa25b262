package io.framefarm.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.judge.Judge;
import io.framefarm.training.judge.Sighting;
import io.framefarm.training.judge.Verdict;
import io.framefarm.training.world.Background;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped model through the whole farm, in two films judged for what their shots show: frames, prompts, seeds or LoRAs
 * that were mixed up anywhere would show here.
 */
class DemoModelIT {

    private static final List<Scene> SCENES = UnseenScenes.ALL;
    private static final int OVER_WATER = 1;
    private static final int RISING = 3;
    private static final int STYLED = SCENES.size();
    private static final int AFTER_STYLED = STYLED + 1;

    @TempDir
    static Path folder;

    private static List<byte[][]> shots = List.of();

    /** Of a film that differs in the seed of one shot and the style of another. */
    private static List<byte[][]> others = List.of();

    private final Judge judge = new Judge();

    @BeforeAll
    static void renderTwoFilms() throws Exception {
        Film film = new Film("demo", folder.resolve("film"));
        Film other = new Film("demo", folder.resolve("other"));
        for (int i = 0; i < SCENES.size(); i++) {
            film.shot(SCENES.get(i), 1);
            other.shot(SCENES.get(i), i == OVER_WATER ? 2 : 1);
        }
        film.shot(SCENES.get(OVER_WATER), 1, "loras: [{name: style, scale: 1}]");
        other.shot(SCENES.get(OVER_WATER), 1);
        film.shot(SCENES.get(OVER_WATER), 1);
        other.shot(SCENES.get(OVER_WATER), 1);
        shots = film.render();
        others = other.render();
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
        List<byte[]> backwards = new ArrayList<>(List.of(shots.get(RISING)));
        Collections.reverse(backwards);

        assertThat(verdict(shots.get(RISING), SCENES.get(RISING)).motion()).isTrue();
        assertThat(verdict(backwards.toArray(byte[][]::new), SCENES.get(RISING)).motion())
                .isFalse();
    }

    @Test
    void theSeedDecidesWhichVideoOfThePromptItIs() {
        assertThat(others.get(RISING)).isDeepEqualTo(shots.get(RISING));
        assertThat(others.get(OVER_WATER)[0]).isNotEqualTo(shots.get(OVER_WATER)[0]);
    }

    @Test
    void theStyleLoraReachesOnlyTheShotThatAsksForIt() {
        assertThat(sighting(shots.get(STYLED)).background()).isEqualTo(Background.NIGHT);
        assertThat(sighting(others.get(STYLED)).background()).isEqualTo(Background.WATER);
        assertThat(shots.get(AFTER_STYLED)).isDeepEqualTo(others.get(AFTER_STYLED));
    }

    private Verdict verdict(byte[][] frames, Scene scene) {
        return judge.judge(frames, Film.SIDE, Film.SIDE, scene);
    }

    private Sighting sighting(byte[][] frames) {
        return judge.look(frames, Film.SIDE, Film.SIDE);
    }
}
