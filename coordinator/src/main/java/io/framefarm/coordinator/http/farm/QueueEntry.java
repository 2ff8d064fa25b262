package io.framefarm.coordinator.http.farm;

import io.framefarm.coordinator.http.exchange.Times;
import io.framefarm.coordinator.http.renders.RenderJson;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One render that has not ended, in the order of priority and age, which fair share between producers changes.
 *
 * @param position counted from 1
 * @param expectedStart of one that has not started, if the farm goes on at its rate of the last minutes
 */
record QueueEntry(RenderView render, int position, Optional<Instant> expectedStart) {

    static List<QueueEntry> inOrder(RenderBoard board, Instant now, double framesPerSecond) {
        List<RenderView> open = board.newestFirst().stream()
                .filter(render -> !render.ended())
                .sorted(Comparator.comparingInt(
                                (RenderView render) -> -render.status().getPriority())
                        .thenComparing(Comparator.comparing(RenderView::place).reversed()))
                .toList();
        List<QueueEntry> queue = new ArrayList<>();
        long framesBefore = 0;
        for (RenderView render : open) {
            RenderStatus status = render.status();
            boolean waits = status.getState() == RenderState.RENDER_STATE_QUEUED;
            Optional<Instant> start = waits && framesPerSecond > 0
                    ? Optional.of(now.plusMillis((long) (framesBefore * 1000 / framesPerSecond)))
                    : Optional.empty();
            queue.add(new QueueEntry(render, queue.size() + 1, start));
            if (status.getState() != RenderState.RENDER_STATE_PAUSED) {
                framesBefore += status.getFramesTotal() - status.getFramesRendered();
            }
        }
        return queue;
    }

    JsonObject json() {
        RenderStatus status = render.status();
        return new JsonObject()
                .put("id", render.id())
                .put("position", position)
                .put("state", RenderJson.state(status))
                .put("producer", status.getProducer())
                .put("model", status.getModel())
                .put("priority", status.getPriority())
                .put("frames_left", status.getFramesTotal() - status.getFramesRendered())
                .put("waiting_for", status.getWaitingFor().isEmpty() ? null : status.getWaitingFor())
                .put("expected_start", expectedStart.map(Times::of).orElse(null))
                .put("accepted_at", Times.of(status.getAcceptedAtMs()));
    }
}
