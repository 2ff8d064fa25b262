package io.framefarm.coordinator.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.SegmentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void everyStepOutsideTheTableOfRendersThrows() {
        for (RenderPhase from : RenderPhase.values()) {
            for (RenderPhase to : RenderPhase.values()) {
                if (from.next().contains(to)) {
                    assertThat(from.to(to)).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> from.to(to))
                            .isInstanceOf(IllegalTransitionException.class)
                            .hasMessageContaining(from + " cannot become " + to);
                }
            }
        }
    }

    @Test
    void everyStepOutsideTheTableOfSegmentsThrows() {
        for (SegmentPhase from : SegmentPhase.values()) {
            for (SegmentPhase to : SegmentPhase.values()) {
                if (from.next().contains(to)) {
                    assertThat(from.to(to)).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> from.to(to)).isInstanceOf(IllegalTransitionException.class);
                }
            }
        }
    }

    @Test
    void everyStateOnTheWireHasItsPhase() {
        assertThat(RenderPhase.values())
                .extracting(RenderPhase::state)
                .containsExactlyInAnyOrderElementsOf(Stream.of(RenderState.values())
                        .filter(state ->
                                state != RenderState.RENDER_STATE_UNSPECIFIED && state != RenderState.UNRECOGNIZED)
                        .toList());
        assertThat(SegmentPhase.values())
                .extracting(SegmentPhase::state)
                .containsExactlyInAnyOrderElementsOf(Stream.of(SegmentState.values())
                        .filter(state ->
                                state != SegmentState.SEGMENT_STATE_UNSPECIFIED && state != SegmentState.UNRECOGNIZED)
                        .toList());
    }

    @Test
    void theReadmeShowsTheTables() throws IOException {
        List<String> rows = Stream.concat(
                        Stream.of(RenderPhase.values()).map(phase -> row(phase, phase.meaning(), phase.next())),
                        Stream.of(SegmentPhase.values()).map(phase -> row(phase, phase.meaning(), phase.next())))
                .toList();

        assertThat(Files.readAllLines(Path.of("README.md"))).containsSubsequence(rows);
    }

    private static String row(Enum<?> phase, String meaning, Collection<? extends Enum<?>> next) {
        String names = next.stream().map(PhasesTest::lower).collect(Collectors.joining(", "));
        return "| " + lower(phase) + " | " + meaning + " | " + names + " |";
    }

    private static String lower(Enum<?> phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
