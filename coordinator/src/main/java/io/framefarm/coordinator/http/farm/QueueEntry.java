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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One render that has not ended, in the order of priority, of fair share between producers, and of age.
 *
 * @param position counted from 1
 * @param expectedStart of one that has not started, if the farm goes on at its rate of the last minutes
 */
record QueueEntry(RenderView render, int position, Optional<Instant> expectedStart) {

    static List<QueueEntry> inOrder(RenderBoard board, Instant now, double framesPerSecond) {
        SortedMap<Integer, List<RenderView>> byPriority = board.newestFirst().stream()
                .filter(render -> !render.ended())
                .sorted(Comparator.comparing(RenderView::place).reversed())
                .collect(Collectors.groupingBy(
                        render -> render.status().getPriority(),
                        () -> new TreeMap<Integer, List<RenderView>>(Comparator.reverseOrder()),
                        Collectors.toList()));
        List<QueueEntry> queue = new ArrayList<>();
        long framesBefore = 0;
        for (List<RenderView> oldestFirst : byPriority.values()) {
            for (FairOrder.Turn turn : FairOrder.of(framesBefore, oldestFirst)) {
                queue.add(new QueueEntry(turn.render(), queue.size() + 1, start(turn, now, framesPerSecond)));
            }
            framesBefore +=
                    oldestFirst.stream().mapToLong(FairOrder::framesLeft).sum();
        }
        return queue;
    }

    private static Optional<Instant> start(FairOrder.Turn turn, Instant now, double framesPerSecond) {
        boolean waits = turn.render().status().getState() == RenderState.RENDER_STATE_QUEUED;
        return waits && framesPerSecond > 0
                ? Optional.of(now.plusMillis((long) (turn.framesBefore() * 1000 / framesPerSecond)))
                : Optional.empty();
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
