package io.framefarm.deploy.chaos;

import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.protocol.v1.StateRecord;

/** Says that a term has begun when another coordinator than before says that it lives. */
final class TermsByBeat implements FarmObserver {

    private final FarmObserver told;
    private String active = "";

    TermsByBeat(FarmObserver told) {
        this.told = told;
    }

    @Override
    public void saved(StateRecord record) {
        if (record.hasBeat() && !record.getBeat().getCoordinator().equals(active)) {
            active = record.getBeat().getCoordinator();
            told.termBegan();
        }
    }
}
