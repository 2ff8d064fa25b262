package io.framefarm.training;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Subject;
import java.util.List;

/** Combinations that training never saw, one for each shot of a film. */
final class UnseenScenes {

    static final List<Scene> ALL = List.of(
            new Scene(Subject.FISH, Colour.YELLOW, Background.SAND, Motion.RIGHT),
            new Scene(Subject.FISH, Colour.RED, Background.WATER, Motion.RIGHT),
            new Scene(Subject.CAR, Colour.YELLOW, Background.NIGHT, Motion.LEFT),
            new Scene(Subject.ROCKET, Colour.YELLOW, Background.GRASS, Motion.UP),
            new Scene(Subject.STAR, Colour.BLUE, Background.NIGHT, Motion.DOWN),
            new Scene(Subject.BALL, Colour.PURPLE, Background.SAND, Motion.DOWN));

    private UnseenScenes() {}
}
