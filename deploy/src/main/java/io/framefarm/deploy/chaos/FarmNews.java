package io.framefarm.deploy.chaos;

import java.time.Duration;

/** Where a chronicle hears of the farm. */
public interface FarmNews extends AutoCloseable {

    /** Writes down what has come, and waits for more no longer than this. A broker that is gone is no news. */
    void follow(Chronicle chronicle, Duration atMost);

    @Override
    void close();

    /** Opens the news of the farm on this cluster. */
    interface Source {
        FarmNews of(String bootstrap);
    }
}
