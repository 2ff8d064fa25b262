package io.framefarm.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void aMissingOrSingleDimensionIsRepeated() {
        assertThat(Shape.of(2, 3, 4).broadcast(Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 4));
        assertThat(Shape.of(1, 4).broadcast(Shape.of(5, 1, 1))).isEqualTo(Shape.of(5, 1, 4));
    }

    @Test
    void differentSizesDoNotFit() {
        assertThatThrownBy(() -> Shape.of(2, 3).broadcast(Shape.of(2, 4)))
                .hasMessage("shapes [2, 3] and [2, 4] do not broadcast");
    }

    @Test
    void aNegativeAxisCountsFromTheEnd() {
        assertThat(Shape.of(2, 3, 4).dim(-1)).isEqualTo(4);
        assertThat(Shape.of(2, 3, 4).with(-2, 9)).isEqualTo(Shape.of(2, 9, 4));
    }

    @Test
    void anEmptyDimensionIsRefused() {
        assertThatThrownBy(() -> Shape.of(2, 0)).hasMessageContaining("dimension below 1");
    }
}
