package io.framefarm.deploy.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares the partitions among the stitchers that are heard of, and takes them from one that is silent for too long. */
final class StitcherGroup {
    private static final long SESSION_MS = 4_000;

    private final Agenda agenda;
    private final Map<StitcherProcess, Long> heardAtMs = new LinkedHashMap<>();

    StitcherGroup(Agenda agenda) {
        this.agenda = agenda;
    }

    boolean has(StitcherProcess member) {
        return heardAtMs.containsKey(member);
    }

    void join(StitcherProcess member) {
        heardAtMs.put(member, agenda.nowMs());
        rebalance();
    }

    /** A new life is a new member: the old one's share is free as soon as anybody joins. */
    void forget(StitcherProcess member) {
        heardAtMs.remove(member);
    }

    void heard(StitcherProcess member) {
        heardAtMs.replace(member, agenda.nowMs());
        if (heardAtMs.values().removeIf(at -> agenda.nowMs() - at > SESSION_MS)) {
            rebalance();
        }
    }

    /** Everybody gives up what they have, and gets a new share; who does not answer is no member any more. */
    void rebalance() {
        heardAtMs.keySet().removeIf(member -> member.isFrozen() || !member.isUp());
        List<StitcherProcess> members = new ArrayList<>(heardAtMs.keySet());
        members.forEach(StitcherProcess::revoked);
        Map<StitcherProcess, List<Integer>> shares = new LinkedHashMap<>();
        for (int partition = 0; partition < Broker.STITCHING_PARTITIONS && !members.isEmpty(); partition++) {
            shares.computeIfAbsent(members.get(partition % members.size()), any -> new ArrayList<>())
                    .add(partition);
        }
        shares.forEach(StitcherProcess::assigned);
    }
}
