package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.ParkedEvent;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Events that came before their render: when all topics are read from the start, nothing orders one topic after another.
 * They are part of the state, since their offsets are committed.
 */
final class ParkedEvents {
    private final Ledger ledger;
    private final Duration retention;
    private final int limit;
    private final Deque<ParkedEvent> parked = new ArrayDeque<>();
    private long nextNumber;

    ParkedEvents(Ledger ledger, FarmSettings settings) {
        this.ledger = ledger;
        this.retention = settings.parkRetention();
        this.limit = settings.maxParked();
    }

    void park(String renderId, FarmEvent event) {
        if (renderId.isEmpty() || parked.size() >= limit) {
            ledger.note(Notable.EVENT_DROPPED, renderId, event.getEventCase() + " of an unknown render");
            return;
        }
        ParkedEvent entry = ParkedEvent.newBuilder()
                .setEvent(event)
                .setNumber(nextNumber++)
                .setParkedAtMs(ledger.nowMs())
                .build();
        parked.add(entry);
        ledger.save(
                StateKeys.parked(entry.getNumber()),
                StateRecord.newBuilder().setParked(entry).build());
        ledger.note(Notable.EVENT_PARKED, renderId, event.getEventCase().toString());
    }

    /** The render has come: what waited for it, in the order of arrival. */
    List<FarmEvent> release(String renderId) {
        List<FarmEvent> released = new ArrayList<>();
        for (Iterator<ParkedEvent> each = parked.iterator(); each.hasNext(); ) {
            ParkedEvent entry = each.next();
            if (ApplyEvents.renderIdOf(entry.getEvent()).equals(renderId)) {
                each.remove();
                forget(entry);
                released.add(entry.getEvent());
            }
        }
        return released;
    }

    void expire() {
        while (!parked.isEmpty() && parked.getFirst().getParkedAtMs() + retention.toMillis() < ledger.nowMs()) {
            ParkedEvent entry = parked.removeFirst();
            forget(entry);
            ledger.note(
                    Notable.EVENT_DROPPED,
                    ApplyEvents.renderIdOf(entry.getEvent()),
                    entry.getEvent().getEventCase() + ", whose request did not come");
        }
    }

    void restore(List<ParkedEvent> entries) {
        entries.stream()
                .sorted((a, b) -> Long.compare(a.getNumber(), b.getNumber()))
                .forEach(entry -> {
                    parked.add(entry);
                    nextNumber = entry.getNumber() + 1;
                });
    }

    private void forget(ParkedEvent entry) {
        ledger.emit(new Effect.ForgetState(StateKeys.parked(entry.getNumber())));
    }
}
