package io.framefarm.training.judge;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Subject;
import org.jspecify.annotations.Nullable;

/** What a clip shows; null where the judge recognises nothing. */
public record Sighting(
        @Nullable Subject subject,
        @Nullable Colour colour,
        @Nullable Background background,
        @Nullable Motion motion) {
    /** Which properties are those of the scene that was asked for. */
    public Verdict against(Scene scene) {
        return new Verdict(
                subject == scene.subject(),
                colour == scene.colour(),
                background == scene.background(),
                motion == scene.motion());
    }
}
