package io.framefarm.coordinator;

import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import java.time.Clock;

/** A coordinator as its own process: {@code CoordinatorMain HOST:PORT ID}. Ends on SIGTERM, or when it cannot go on. */
public final class CoordinatorMain {
    private CoordinatorMain() {}

    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: coordinator HOST:PORT[,HOST:PORT...] ID");
            System.exit(2);
        }
        Coordinator coordinator =
                new Coordinator(CoordinatorConfig.of(args[0], args[1]), Clock.systemUTC(), CoordinatorListener.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "stop-coordinator"));
        coordinator.start();
    }
}
