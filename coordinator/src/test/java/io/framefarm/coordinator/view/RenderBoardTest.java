package io.framefarm.coordinator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenderBoardTest {
    private final RenderBoard board = new RenderBoard();

    private void put(String id, RenderState state, long offset, int rendered) {
        board.put(
                RenderStatus.newBuilder()
                        .setRenderId(id)
                        .setProducer("ann")
                        .setState(state)
                        .setFramesTotal(100)
                        .setFramesRendered(rendered)
                        .setAcceptedAtMs(1000 + id.hashCode())
                        .build(),
                offset,
                offset * 1000);
    }

    @Test
    void aFollowerThatFallsBehindGetsTheLastStateOfEachRender() {
        for (int offset = 0; offset < 1000; offset++) {
            put("r" + offset % 3, RenderState.RENDER_STATE_RENDERING, offset, offset % 100);
        }

        List<Long> offsets = new ArrayList<>();
        Optional<RenderChange> next = board.nextChange(-1);
        while (next.isPresent()) {
            offsets.add(next.get().offset());
            next = board.nextChange(next.get().offset());
        }
        assertThat(offsets).containsExactly(997L, 998L, 999L);
    }

    @Test
    void whatWasForgottenIsAChangeToo() {
        put("a", RenderState.RENDER_STATE_DONE, 1, 100);
        board.requested("a", RenderRequest.getDefaultInstance());

        board.forget("a", 2);

        assertThat(board.find("a")).isEmpty();
        assertThat(board.request("a")).isEmpty();
        assertThat(board.newestFirst()).isEmpty();
        assertThat(board.nextChange(1).orElseThrow().render()).isEmpty();
    }

    @Test
    void recordsThatAreReadAgainChangeNothing() {
        put("a", RenderState.RENDER_STATE_QUEUED, 1, 0);
        put("a", RenderState.RENDER_STATE_DONE, 2, 100);
        put("a", RenderState.RENDER_STATE_QUEUED, 1, 0);

        assertThat(board.find("a").orElseThrow().offset()).isEqualTo(2);
    }

    @Test
    void openWorkIsCountedAsItComesAndGoes() {
        put("a", RenderState.RENDER_STATE_QUEUED, 1, 0);
        put("b", RenderState.RENDER_STATE_RENDERING, 2, 40);
        assertThat(board.openRenders()).isEqualTo(2);
        assertThat(board.waitingFrames()).isEqualTo(160);

        put("b", RenderState.RENDER_STATE_DONE, 3, 100);
        board.forget("a", 4);

        assertThat(board.openRenders()).isZero();
        assertThat(board.openRendersOf("ann")).isZero();
        assertThat(board.waitingFrames()).isZero();
    }

    @Test
    void theRateIsThatOfTheTimeInWhichTheFarmWasBusy() {
        put("a", RenderState.RENDER_STATE_RENDERING, 1000, 0);
        put("a", RenderState.RENDER_STATE_RENDERING, 1002, 20);
        put("a", RenderState.RENDER_STATE_RENDERING, 1060, 60);

        assertThat(board.framesPerSecond(1_100_000)).isEqualTo(3);
        assertThat(board.framesPerSecond(9_000_000)).isZero();
    }

    @Test
    void requestsAreKeptUpToSoManyBytes() {
        RequestShelf shelf = new RequestShelf(1000);
        for (int i = 0; i < 100; i++) {
            shelf.put(
                    "r" + i, RenderRequest.newBuilder().setModel("m".repeat(98)).build());
        }

        assertThat(shelf.find("r99")).isPresent();
        assertThat(shelf.find("r90")).isPresent();
        assertThat(shelf.find("r89")).isEmpty();
    }
}
