package io.framefarm.protocol.kafka;

import org.apache.kafka.clients.producer.Producer;

/** Ends a transaction that went well: all of it, or an exception. */
public final class Commit {
    private Commit() {}

    /**
     * Commits what was sent since the transaction began.
     *
     * <p>The producer of Kafka 4.4 asks whether anything is still to be sent, and only then whether a commit was asked
     * for. A record sent between the two questions, with the commit right behind it, stays behind while the rest is
     * committed. So nothing may be on its way when the commit is asked for.
     */
    public static void of(Producer<?, ?> producer) {
        producer.flush();
        producer.commitTransaction();
    }
}
