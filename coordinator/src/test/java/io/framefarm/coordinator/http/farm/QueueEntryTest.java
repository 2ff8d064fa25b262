package io.framefarm.coordinator.http.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When renders can be expected to start, on a farm of ten frames a second. */
class QueueEntryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final RenderBoard board = new RenderBoard();
    private long offset;

    @Test
    void rendersOfOneProducerStartOneAfterTheOther() {
        queued("a", "ann", 0, 100);
        queued("b", "ann", 0, 50);
        queued("c", "ann", 0, 50);

        assertThat(startsInSeconds()).containsExactly("a 0", "b 10", "c 15");
    }

    @Test
    void aProducerThatComesLateDoesNotWaitForAllOfAnothers() {
        queued("a", "ann", 0, 1000);
        queued("b", "ann", 0, 1000);
        queued("c", "bob", 0, 100);
        queued("d", "bob", 0, 100);

        // Each has 100 frames when d begins; bob's 200 are done when ann begins b.
        assertThat(startsInSeconds()).containsExactly("a 0", "c 0", "d 20", "b 120");
    }

    @Test
    void aHigherPriorityGoesFirstWhoeverAsksForIt() {
        queued("a", "ann", 0, 100);
        queued("b", "bob", 5, 200);

        assertThat(startsInSeconds()).containsExactly("b 0", "a 20");
    }

    @Test
    void framesThatAreRenderedOrPausedDelayNobody() {
        put("a", "ann", 0, 100, RenderState.RENDER_STATE_RENDERING, 60);
        put("b", "ann", 0, 100, RenderState.RENDER_STATE_PAUSED, 0);
        queued("c", "ann", 0, 100);

        assertThat(startsInSeconds()).containsExactly("a -", "b -", "c 4");
    }

    @Test
    void nothingIsExpectedOfAFarmThatStandsStill() {
        queued("a", "ann", 0, 100);

        assertThat(QueueEntry.inOrder(board, NOW, 0).get(0).expectedStart()).isEmpty();
    }

    private List<String> startsInSeconds() {
        return QueueEntry.inOrder(board, NOW, 10).stream()
                .map(entry -> entry.render().id() + " "
                        + entry.expectedStart()
                                .map(start -> "" + (start.getEpochSecond() - NOW.getEpochSecond()))
                                .orElse("-"))
                .toList();
    }

    private void queued(String id, String producer, int priority, int frames) {
        put(id, producer, priority, frames, RenderState.RENDER_STATE_QUEUED, 0);
    }

    private void put(String id, String producer, int priority, int frames, RenderState state, int rendered) {
        RenderStatus status = RenderStatus.newBuilder()
                .setRenderId(id)
                .setProducer(producer)
                .setPriority(priority)
                .setState(state)
                .setFramesTotal(frames)
                .setFramesRendered(rendered)
                .setAcceptedAtMs(NOW.toEpochMilli() + offset)
                .build();
        board.put(status, offset++, NOW.toEpochMilli());
    }
}
