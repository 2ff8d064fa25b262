package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.kafka.Term.FarmBrokeException;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.CoordinatorBeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands by while another coordinator beats, serves when it falls silent, and stands by again when it is fenced. Being too
 * hasty costs a restored state, never a wrong one: who is active is decided by the transactional id alone.
 */
public final class TakeTurns implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TakeTurns.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CoordinatorConfig config;
    private final InstantSource clock;
    private final CoordinatorListener listener;
    private final Tracer tracer;
    private final Steps.Restore restore;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean active;

    /** Set while the last term ended by another coordinator's doing. */
    private boolean fenced;

    /** Set after the farm broke: what it broke over, as far as that is known. */
    private @Nullable FarmBrokeException broke;

    public TakeTurns(CoordinatorConfig config, InstantSource clock, CoordinatorListener listener, Tracer tracer) {
        this(config, clock, listener, tracer, Steps.ofFarm(config.farm()));
    }

    TakeTurns(
            CoordinatorConfig config,
            InstantSource clock,
            CoordinatorListener listener,
            Tracer tracer,
            Steps.Restore restore) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.tracer = tracer;
        this.restore = restore;
    }

    public boolean active() {
        return active;
    }

    public void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try (SavedState state = new SavedState(config)) {
                while (!isStopped()) {
                    if (awaitTurn(state)) {
                        serve(state);
                    }
                }
            } catch (KafkaException unreachable) {
                LOG.warn("Coordinator {} tries again in {}: {}", config.id(), PAUSE, unreachable.toString());
                pause();
            }
        }
    }

    private void serve(SavedState state) {
        try (Term term = new Term(config, clock, listener, restore, tracer)) {
            term.takeOver(state);
            LOG.info(
                    "Coordinator {} is active with {} records of state",
                    config.id(),
                    state.records().size());
            setActive(true);
            boolean oneByOne = broke != null;
            if (broke != null) {
                ConsumerRecord<String, byte[]> culprit = broke.culprit();
                if (culprit != null) {
                    term.bury(culprit, String.valueOf(broke.getCause()));
                }
                broke = null;
            }
            term.serve(this::isStopped, oneByOne);
        } catch (ProducerFencedException | InvalidProducerEpochException overtaken) {
            LOG.info(
                    "Coordinator {} stands by: another one has taken over, or the broker gave up on a transaction",
                    config.id());
            fenced = true;
        } catch (FarmBrokeException thrown) {
            LOG.error("Coordinator {} restores its state and takes inputs one by one", config.id(), thrown);
            broke = thrown;
            pause();
        } catch (KafkaException failed) {
            LOG.warn("Coordinator {} restores its state: {}", config.id(), failed.toString());
            pause();
        } finally {
            setActive(false);
        }
    }

    /** Returns true when nobody else is active, and false when told to stop. */
    private boolean awaitTurn(SavedState state) {
        state.catchUp();
        Instant lastHeard = lastHeard(state.lastBeat());
        fenced = false;
        while (!isStopped()) {
            if (clock.instant().isAfter(lastHeard.plus(config.patience()))) {
                return true;
            }
            if (state.follow(POLL)) {
                listener.beat();
                if (state.lastBeat() == null) {
                    return true; // it said goodbye
                }
                lastHeard = clock.instant();
            }
        }
        return false;
    }

    private Instant lastHeard(@Nullable CoordinatorBeat beat) {
        if (fenced) {
            return clock.instant(); // whoever it was has yet to beat
        }
        if (beat == null || beat.getCoordinator().equals(config.id())) {
            return Instant.MIN; // nobody, or ourselves before a restart
        }
        return Instant.ofEpochMilli(beat.getSentAtMs());
    }

    private void setActive(boolean now) {
        if (active != now) {
            active = now;
            listener.active(now);
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while pausing");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
