package io.framefarm.deploy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.framefarm.protocol.monitor.LogContext;
import io.framefarm.protocol.v1.LogLine;
import java.util.Map;
import java.util.Optional;

/** Log events as the lines that travel. */
final class LogLines {
    private static final int MOST_CHARACTERS = 16_000;

    private LogLines() {}

    /** Empty when the event is about no render. */
    static Optional<LogLine> of(ILoggingEvent event, String source) {
        Map<String, String> context = event.getMDCPropertyMap();
        String render = context.getOrDefault(LogContext.RENDER, "");
        if (render.isEmpty()) {
            return Optional.empty();
        }
        LogLine.Builder line = LogLine.newBuilder()
                .setAtMs(event.getTimeStamp())
                .setLevel(event.getLevel().toString())
                .setSource(source)
                .setLogger(event.getLoggerName())
                .setThread(event.getThreadName())
                .setMessage(bounded(event.getFormattedMessage()))
                .setRenderId(render)
                .setSegment(context.getOrDefault(LogContext.SEGMENT, ""))
                .setAttempt(context.getOrDefault(LogContext.ATTEMPT, ""))
                .setWorker(context.getOrDefault(LogContext.WORKER, ""));
        if (event.getThrowableProxy() != null) {
            line.setStackTrace(bounded(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        return Optional.of(line.build());
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
    }
}
