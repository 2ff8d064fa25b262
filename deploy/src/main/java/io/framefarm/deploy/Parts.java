package io.framefarm.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a process; stops them in the reverse order of their start, whatever one of them says. */
final class Parts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    <P extends AutoCloseable> P add(P part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) { // the parts after this one must be stopped as well
                log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
