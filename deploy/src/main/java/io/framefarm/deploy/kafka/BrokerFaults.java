package io.framefarm.deploy.kafka;

import org.apache.kafka.common.utils.internals.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka ends its process on a fatal fault. Inside our process such a fault is logged with its reason and ends only the
 * broker's thread; roles then see a broker that is gone, and say so.
 */
final class BrokerFaults {

    private static final Logger log = LoggerFactory.getLogger(BrokerFaults.class);

    private BrokerFaults() {}

    static void keepTheProcess() {
        Exit.setHaltProcedure(BrokerFaults::refuse);
        Exit.setExitProcedure(BrokerFaults::refuse);
    }

    private static void refuse(int status, String message) {
        String reason = message == null ? "no reason given" : message;
        log.error("The embedded broker met a fatal fault (status {}): {}. Start the farm again.", status, reason);
        // The callers rely on never coming back.
        throw new BrokerFault("fatal fault of the embedded broker, status " + status + ": " + reason);
    }

    /** Ends the broker thread that met a fatal fault. */
    static final class BrokerFault extends Error {
        private static final long serialVersionUID = 1L;

        BrokerFault(String message) {
            super(message);
        }
    }
}
