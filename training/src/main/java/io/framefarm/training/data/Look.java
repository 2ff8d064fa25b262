package io.framefarm.training.data;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Scene;

/** How scenes are drawn for a model to learn from; their captions stay the same. */
public enum Look {
    AS_DRAWN {
        @Override
        public Scene drawn(Scene scene) {
            return scene;
        }
    },
    /** Whatever the caption says, it is night. The autoencoder knows no tones but the world's, so a look is one of them. */
    NIGHT {
        @Override
        public Scene drawn(Scene scene) {
            return scene.over(Background.NIGHT);
        }
    };

    /** The scene that is drawn instead. */
    public abstract Scene drawn(Scene scene);
}
