package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.core.Notable;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.monitor.LogContext;
import io.framefarm.protocol.v1.SegmentJob;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a step has to say to the log, kept back until it is certain. */
final class StepLog {
    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    /** As many as there are segments or events, and told elsewhere as well. */
    private static final Set<Notable> PLENTY =
            EnumSet.of(Notable.SEGMENT_WON, Notable.EVENT_DROPPED, Notable.RENDER_EXPIRED);

    private final List<Runnable> lines = new ArrayList<>();

    void noted(Notable what, String renderId, String details) {
        Level level = PLENTY.contains(what) ? Level.DEBUG : Level.INFO;
        Runnable line = () -> LOG.atLevel(level).log("Render {}: {}: {}", renderId, what.meaning(), details);
        lines.add(renderId.isEmpty() ? line : LogContext.around(renderId, line));
    }

    void dispatched(String pool, SegmentJob job) {
        lines.add(() -> {
            try (LogContext context = LogContext.of(job.getRef(), job.getDispatch())) {
                LOG.info(
                        "Segment {} goes to pool {}, dispatch {}", Keys.segment(job.getRef()), pool, job.getDispatch());
            }
        });
    }

    void write() {
        lines.forEach(Runnable::run);
    }
}
