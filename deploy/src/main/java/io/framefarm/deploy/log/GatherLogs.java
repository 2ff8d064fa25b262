package io.framefarm.deploy.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.framefarm.protocol.v1.LogLine;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * While it is open, hands every line that this process logs about a render on, in a thread of its own. Nobody waits for
 * it: what comes faster than it is taken is left out, and is on standard error as ever.
 */
public final class GatherLogs implements AutoCloseable {
    private static final String OURS = "io.framefarm";
    private static final int QUEUED = 2048;

    private final Logger ours;
    private final AsyncAppender queue;

    private GatherLogs(Logger ours, AsyncAppender queue) {
        this.ours = ours;
        this.queue = queue;
    }

    /**
     * Begins to gather.
     *
     * @param source how the lines name this process
     * @param lines takes them; must not log about renders itself
     */
    public static GatherLogs from(String source, Consumer<LogLine> lines) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        AppenderBase<ILoggingEvent> hand = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                LogLines.of(event, source).ifPresent(lines);
            }
        };
        hand.setContext(context);
        hand.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUED);
        queue.setNeverBlock(true);
        queue.setDiscardingThreshold(0);
        queue.addAppender(hand);
        queue.start();
        Logger ours = context.getLogger(OURS);
        ours.addAppender(queue);
        return new GatherLogs(ours, queue);
    }

    /** What is queued is still handed on, within a second. */
    @Override
    public void close() {
        ours.detachAppender(queue);
        queue.stop();
    }
}
