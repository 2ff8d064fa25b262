package io.framefarm.protocol.monitor;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the log lines of this thread are about, until it is closed: a render, and of it a segment and an attempt. Lines
 * carry it as fields of their own, so that all that was logged of a render can be found.
 */
public final class LogContext implements AutoCloseable {
    public static final String RENDER = "render";
    /** Shot and segment, such as {@code 0/3}. */
    public static final String SEGMENT = "segment";
    /** Dispatch, or dispatch and delivery, such as {@code 2.1}. */
    public static final String ATTEMPT = "attempt";

    public static final String WORKER = "worker";

    private final @Nullable Map<String, String> before;

    private LogContext(String renderId) {
        before = MDC.getCopyOfContextMap();
        MDC.put(RENDER, renderId);
    }

    public static LogContext of(String renderId) {
        return new LogContext(renderId);
    }

    /** Of a segment before it is known who renders it. */
    public static LogContext of(SegmentRef ref, int dispatch) {
        LogContext context = new LogContext(ref.getRenderId());
        MDC.put(SEGMENT, ref.getShot() + "/" + ref.getSegment());
        MDC.put(ATTEMPT, Integer.toString(dispatch));
        return context;
    }

    public static LogContext of(SegmentRef ref, Attempt attempt) {
        LogContext context = of(ref, attempt.getDispatch());
        MDC.put(ATTEMPT, attempt.getDispatch() + "." + attempt.getDelivery());
        MDC.put(WORKER, attempt.getWorker());
        return context;
    }

    /** The task, whose lines are about the render on whatever thread it runs. */
    public static Runnable around(String renderId, Runnable task) {
        return () -> {
            try (LogContext context = of(renderId)) {
                task.run();
            }
        };
    }

    /** Back to what they were about before. */
    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
