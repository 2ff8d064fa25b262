package io.framefarm.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import io.framefarm.training.world.Subject;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CueInStillTest {
    private static final int SIDE = 64;

    private final Renderer renderer = new Renderer(SIDE, 1);

    @ParameterizedTest
    @EnumSource(Motion.class)
    void aRenderedPictureShowsItsMotion(Motion motion) {
        Scene scene = new Scene(Subject.BALL, Colour.RED, Background.NIGHT, motion);

        assertThat(CueInStill.read(renderer.clip(scene, 5)[0], SIDE, scene)).contains(motion);
    }

    @Test
    void renderedPicturesAreReadRightMostly() {
        SplittableRandom random = new SplittableRandom(3);
        int right = 0;
        for (int i = 0; i < 200; i++) {
            Scene scene = SceneSampler.heldOut().draw(random);
            byte[] picture = renderer.clip(scene, i)[0];
            right += CueInStill.read(picture, SIDE, scene)
                            .filter(scene.motion()::equals)
                            .isPresent()
                    ? 1
                    : 0;
        }

        assertThat(right).isGreaterThan(180);
    }

    @Test
    void aPictureWithoutTheBodysColourShowsNothing() {
        Scene red = new Scene(Subject.BALL, Colour.RED, Background.NIGHT, Motion.RIGHT);
        Scene green = new Scene(Subject.BALL, Colour.GREEN, Background.NIGHT, Motion.RIGHT);

        assertThat(CueInStill.read(renderer.clip(red, 1)[0], SIDE, green)).isEmpty();
    }
}
