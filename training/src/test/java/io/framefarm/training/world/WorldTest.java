package io.framefarm.training.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {
    @Test
    void aSceneIsSaidInPlainEnglish() {
        assertThat(Grammar.canonical(new Scene(Subject.FISH, Colour.RED, Background.WATER, Motion.RIGHT)))
                .isEqualTo("a red fish swimming right over blue water");
        assertThat(Grammar.canonical(
                        new Scene(Subject.BALL, Colour.BLUE, Background.SAND, Motion.LEFT, Size.LARGE, Speed.FAST)))
                .isEqualTo("a big blue ball flying left quickly over brown sand");
    }

    @Test
    void everyCaptionIsReadBackAsItsScene() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 2000; i++) {
            Scene scene = SceneSampler.training().draw(random);
            String caption = Grammar.caption(scene, random.nextLong());
            assertThat(Grammar.parse(caption)).as(caption).contains(scene);
        }
    }

    @Test
    void aTextThatIsNoCaptionIsNotRead() {
        assertThat(Grammar.parse("a red bird singing over blue water")).isEmpty();
        assertThat(Grammar.parse("")).isEmpty();
        assertThat(Grammar.parse("a red car driving up over blue water")).isEmpty();
    }

    @Test
    void impossibleScenesAreRefused() {
        assertThatThrownBy(() -> new Scene(Subject.CAR, Colour.RED, Background.WATER, Motion.UP))
                .hasMessageContaining("UP");
        assertThatThrownBy(() -> new Scene(Subject.FISH, Colour.BLUE, Background.WATER, Motion.LEFT))
                .hasMessageContaining("WATER");
        assertThatThrownBy(() ->
                        new Scene(Subject.FISH, Colour.RED, Background.WATER, Motion.STILL, Size.SMALL, Speed.FAST))
                .hasMessageContaining("FAST");
    }

    @Test
    void trainingNeverDrawsAHeldOutCombination() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5000; i++) {
            assertThat(Split.isHeldOut(SceneSampler.training().draw(random))).isFalse();
            assertThat(Split.isHeldOut(SceneSampler.heldOut().draw(random))).isTrue();
        }
    }

    @Test
    void everyPairOfPropertiesThatIsHeldOutOccursInTraining() {
        List<Function<Scene, Object>> pairs = List.of(
                s -> List.of(s.subject(), s.colour()),
                s -> List.of(s.subject(), s.background()),
                s -> List.of(s.subject(), s.motion()),
                s -> List.of(s.colour(), s.background()),
                s -> List.of(s.colour(), s.motion()),
                s -> List.of(s.background(), s.motion()));
        for (Function<Scene, Object> pair : pairs) {
            assertThat(Split.training().stream().map(pair).collect(Collectors.toSet()))
                    .containsAll(Split.heldOut().stream().map(pair).toList());
        }
    }

    @Test
    void heldOutCombinationsShowEveryValueOfEveryProperty() {
        List<Scene> heldOut = Split.heldOut();
        assertThat(heldOut).extracting(Scene::subject).contains(Subject.values());
        assertThat(heldOut).extracting(Scene::colour).contains(Colour.values());
        assertThat(heldOut).extracting(Scene::background).contains(Background.values());
        assertThat(heldOut).extracting(Scene::motion).contains(Motion.values());
    }
}
