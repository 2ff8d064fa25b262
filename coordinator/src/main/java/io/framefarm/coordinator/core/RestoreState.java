package io.framefarm.coordinator.core;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderSnapshot;
import io.framefarm.protocol.v1.SegmentSnapshot;
import io.framefarm.protocol.v1.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the ledger from the last record of each entity, in whatever order they come. */
final class RestoreState {
    private RestoreState() {}

    static void into(Ledger ledger, Collection<StateRecord> state) {
        List<RenderSnapshot> renders = new ArrayList<>();
        Map<String, RenderRequest> requests = new HashMap<>();
        Map<String, List<SegmentSnapshot>> segments = new HashMap<>();
        for (StateRecord record : state) {
            switch (record.getEntityCase()) {
                case RENDER -> renders.add(record.getRender());
                case REQUEST ->
                    requests.put(
                            record.getRequest().getRenderId(),
                            record.getRequest().getRequest());
                case SEGMENT ->
                    segments.computeIfAbsent(record.getSegment().getRef().getRenderId(), any -> new ArrayList<>())
                            .add(record.getSegment());
                case BEAT, TRACE, ENTITY_NOT_SET -> {}
            }
        }
        renders.stream()
                .sorted(Comparator.comparingLong(RenderSnapshot::getEndedAtMs)
                        .thenComparingLong(RenderSnapshot::getAcceptedAtMs)
                        .thenComparing(RenderSnapshot::getRenderId))
                .forEach(snapshot -> {
                    String id = snapshot.getRenderId();
                    restore(ledger, snapshot, requests.get(id), segments.getOrDefault(id, List.of()));
                });
    }

    private static void restore(
            Ledger ledger, RenderSnapshot snapshot, @Nullable RenderRequest request, List<SegmentSnapshot> segments) {
        RenderPhase phase = RenderPhase.of(snapshot.getState());
        if (request == null || phase == RenderPhase.DONE || phase == RenderPhase.CANCELLED) {
            ledger.retire(snapshot.getRenderId(), phase, snapshot.getEndedAtMs());
            return;
        }
        Render render = new Render(snapshot.getRenderId(), PlanSegments.plan(request), snapshot.getAcceptedAtMs());
        render.restore(snapshot);
        for (SegmentSnapshot segment : segments) {
            render.segment(segment.getRef().getShot(), segment.getRef().getSegment())
                    .ifPresent(planned -> planned.restore(segment, ledger.nowMs()));
        }
        ledger.restored(render);
    }
}
