package io.framefarm.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptedBytesTest {
    private static final Tensor WEIGHT = halves("weight", List.of(3L, 2L), 1, 2, 3, 4, 5, 6);
    private static final Tensor UP = halves("up", List.of(3L, 1L), 1, 10, 100);
    private static final Tensor DOWN = halves("down", List.of(1L, 2L), 2, 4);

    private final Tensor adapted = WEIGHT.inFloats(List.of(new LowRank(0.5f, UP, DOWN)));

    @Test
    void theProductIsAddedWhenTheBytesAreAskedFor() {
        assertThat(adapted.type()).isEqualTo(ElementType.F32);
        assertThat(adapted.toFloats()).containsExactly(2, 4, 13, 24, 105, 206);
    }

    @Test
    void rowsAreThoseOfTheWholeAndEqualWheneverTheyAreCut() {
        Tensor rows = adapted.rows(1, 3);

        assertThat(rows.toFloats()).containsExactly(13, 24, 105, 206);
        assertThat(rows).isEqualTo(adapted.rows(1, 3)).isNotEqualTo(adapted.rows(0, 2));
    }

    @Test
    void floatsWithoutChangesStayWhatTheyAre() {
        Tensor floats = Tensor.ofFloats("floats", ElementType.F32, List.of(2L), new float[] {1, 2});

        assertThat(floats.inFloats(List.of())).isSameAs(floats);
    }

    private static Tensor halves(String name, List<Long> shape, float... values) {
        return Tensor.ofFloats(name, ElementType.F16, shape, values);
    }
}
