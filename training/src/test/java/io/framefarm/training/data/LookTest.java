package io.framefarm.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Split;
import org.junit.jupiter.api.Test;

class LookTest {
    @Test
    void asDrawnNothingChanges() {
        assertThat(Split.training())
                .allSatisfy(scene -> assertThat(Look.AS_DRAWN.drawn(scene)).isEqualTo(scene));
    }

    @Test
    void atNightOnlyTheBackgroundIsAnother() {
        assertThat(Split.training()).allSatisfy(scene -> {
            Scene drawn = Look.NIGHT.drawn(scene);
            assertThat(drawn.background()).isEqualTo(Background.NIGHT);
            assertThat(drawn.over(scene.background())).isEqualTo(scene);
        });
    }
}
