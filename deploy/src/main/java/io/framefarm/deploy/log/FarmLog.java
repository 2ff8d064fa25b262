package io.framefarm.deploy.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** What the farm's own classes say, in this process. */
public final class FarmLog {
    private FarmLog() {}

    /** For processes in which faults are the point. */
    public static void silence() {
        ((Logger) LoggerFactory.getLogger("io.framefarm")).setLevel(Level.OFF);
    }
}
