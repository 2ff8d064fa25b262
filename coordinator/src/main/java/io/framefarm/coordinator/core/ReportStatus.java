package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.LiveWorkers;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderSnapshot;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentStatus;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Says how renders stand: at once when the phase changes, and otherwise no more often than the interval. */
final class ReportStatus {
    private final Ledger ledger;
    private final LiveWorkers workers;
    private final long intervalMs;
    private final Map<String, Published> published = new HashMap<>();
    private final Set<Render> due = new LinkedHashSet<>();

    private record Published(RenderPhase phase, long atMs, String waitingFor) {}

    ReportStatus(Ledger ledger, LiveWorkers workers, FarmSettings settings) {
        this.ledger = ledger;
        this.workers = workers;
        this.intervalMs = settings.statusInterval().toMillis();
    }

    /** For renders that have ended. */
    void now(Render render) {
        ledger.emit(new Effect.PublishStatus(status(render, "")));
        published.remove(render.id());
        due.remove(render);
    }

    /** For requests that never became a render. */
    void refused(RenderSnapshot refused, RenderRequest request) {
        ledger.emit(new Effect.PublishStatus(RenderStatus.newBuilder()
                .setRenderId(refused.getRenderId())
                .setState(refused.getState())
                .setProducer(head(request.getProducer()))
                .setModel(head(request.getModel()))
                .setFailure(refused.getFailure())
                .setAcceptedAtMs(refused.getAcceptedAtMs())
                .setEndedAtMs(refused.getEndedAtMs())
                .build()));
    }

    /** Publishes what this step has changed, and what earlier ones have left over. */
    void changes() {
        due.addAll(ledger.changedRenders());
        for (Iterator<Render> each = due.iterator(); each.hasNext(); ) {
            Render render = each.next();
            if (render.phase().ended()) {
                each.remove(); // published when it ended
            } else if (isTime(render)) {
                publish(render);
                each.remove();
            }
        }
    }

    /** Whether a render waits, and for what, changes without an event of its own. */
    void waiting() {
        for (Render render : ledger.renders().values()) {
            Published last = published.get(render.id());
            if (!render.phase().ended() && last != null && !last.waitingFor().equals(waitingFor(render))) {
                due.add(render);
            }
        }
    }

    private boolean isTime(Render render) {
        Published last = published.get(render.id());
        return last == null || last.phase() != render.phase() || ledger.nowMs() - last.atMs() >= intervalMs;
    }

    private void publish(Render render) {
        String waitingFor = waitingFor(render);
        ledger.emit(new Effect.PublishStatus(status(render, waitingFor)));
        published.put(render.id(), new Published(render.phase(), ledger.nowMs(), waitingFor));
    }

    private String waitingFor(Render render) {
        if (render.phase() == RenderPhase.PAUSED) {
            return "a resume";
        }
        if (!render.phase().dispatches() || render.waitingSegments() == 0 || render.hasSegmentInFlight()) {
            return "";
        }
        String model = render.request().getModel();
        if (workers.count() == 0) {
            return "a worker; none is alive";
        }
        if (!workers.anyHas(model)) {
            return "a worker that has the model `%s`; none of the %d alive has it".formatted(model, workers.count());
        }
        return render.nextWaiting(ledger.nowMs()).isPresent() ? "a free worker" : "another attempt";
    }

    private static RenderStatus status(Render render, String waitingFor) {
        RenderStatus.Builder status = RenderStatus.newBuilder()
                .setRenderId(render.id())
                .setState(render.phase().state())
                .setProducer(render.request().getProducer())
                .setModel(render.request().getModel())
                .setPriority(render.priority())
                .setFramesTotal(render.plan().frames())
                .setVideoFrames(render.plan().videoFrames())
                .setFramesRendered(render.framesRendered())
                .setFramesEncoded(render.framesEncoded())
                .setWaitingFor(waitingFor)
                .setAcceptedAtMs(render.acceptedAtMs())
                .setFirstFrameAtMs(render.firstFrameAtMs())
                .setEndedAtMs(render.endedAtMs());
        if (render.failure() != null) {
            status.setFailure(render.failure());
        }
        if (render.video() != null) {
            status.setVideo(render.video());
        }
        render.segments().forEach(segment -> status.addSegments(status(segment)));
        return status.build();
    }

    private static SegmentStatus status(Segment segment) {
        SegmentStatus.Builder status = SegmentStatus.newBuilder()
                .setShot(segment.ref().getShot())
                .setSegment(segment.ref().getSegment())
                .setState(segment.phase().state())
                .setDispatch(segment.dispatch())
                .setWorker(segment.worker());
        if (segment.failure() != null) {
            status.setFailure(segment.failure());
        }
        return status.build();
    }

    private static String head(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128) + "…";
    }
}
