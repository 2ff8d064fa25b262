package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.FailureCodes;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentWon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A winner is what a worker has published, of the latest dispatch, and a segment has one winner unless the stitcher found
 * its frames damaged or everything was told anew.
 */
public final class NoStaleAttemptWins implements Guarantee {
    private final Map<String, Integer> dispatches = new HashMap<>();
    private final Set<Result> results = new HashSet<>();
    private final Map<String, Attempt> winners = new HashMap<>();
    private final Map<String, Set<Attempt>> damaged = new HashMap<>();
    /** Shots of which latents were gone, so that what hands them on is rendered once more. */
    private final Set<String> wantedAgain = new HashSet<>();

    /** Of these, too, the reason may be told later than they are. */
    private final List<Follower> followers = new ArrayList<>();

    /** Compared at the end: who merges topics may tell of a winner before its result. */
    private final List<Result> won = new ArrayList<>();

    private final List<String> breaches = new ArrayList<>();

    private record Follower(SegmentRef ref, Attempt before, Attempt winner) {}

    private record Result(String segment, Attempt attempt, List<?> frames) {}

    @Override
    public String promise() {
        return "no stale attempt wins";
    }

    @Override
    public void dispatched(String pool, SegmentJob job) {
        String segment = Keys.segment(job.getRef());
        Integer before = dispatches.put(segment, job.getDispatch());
        if (before != null && before >= job.getDispatch()) {
            breaches.add("dispatch %d of %s follows dispatch %d".formatted(job.getDispatch(), segment, before));
        }
    }

    @Override
    public void told(FarmEvent event) {
        if (event.hasSegmentRendered()) {
            SegmentRendered rendered = event.getSegmentRendered();
            results.add(new Result(Keys.segment(rendered.getRef()), rendered.getAttempt(), rendered.getFramesList()));
        } else if (event.getSegmentFailed().getFailure().getCode().equals(FailureCodes.LATENTS_GONE)) {
            wantedAgain.add(shot(event.getSegmentFailed().getRef()));
        } else if (event.hasFramesDamaged()) {
            damaged.computeIfAbsent(Keys.segment(event.getFramesDamaged().getRef()), any -> new HashSet<>())
                    .add(event.getFramesDamaged().getWinner());
        }
    }

    @Override
    public void assembled(AssemblyCommand command) {
        switch (command.getCommandCase()) {
            case PLAN, ABANDON -> winners.keySet().removeIf(key -> key.startsWith(command.getRenderId() + "/"));
            case SEGMENT_WON -> won(command.getSegmentWon());
            case COMMAND_NOT_SET -> breaches.add("an assembly command that says nothing");
        }
    }

    private void won(SegmentWon named) {
        String segment = Keys.segment(named.getRef());
        Attempt winner = named.getAttempt();
        if (winner.getDispatch() < dispatches.getOrDefault(segment, 0)) {
            breaches.add("%s was won by dispatch %d of %s when dispatch %d was out"
                    .formatted(segment, winner.getDispatch(), winner.getWorker(), dispatches.get(segment)));
        }
        Attempt before = winners.put(segment, winner);
        if (before != null) {
            followers.add(new Follower(named.getRef(), before, winner));
        }
        won.add(new Result(segment, winner, named.getFramesList()));
    }

    private static String shot(SegmentRef ref) {
        return ref.getRenderId() + "/" + ref.getShot();
    }

    @Override
    public List<String> breaches() {
        List<String> all = new ArrayList<>(breaches);
        won.stream()
                .filter(result -> !results.contains(result))
                .map(result -> "%s was won by %s, who never published that"
                        .formatted(result.segment(), result.attempt().getWorker()))
                .forEach(all::add);
        followers.stream()
                .filter(follower -> !mayFollow(follower))
                .map(follower -> "%s was won twice: by %s and by %s"
                        .formatted(
                                Keys.segment(follower.ref()),
                                follower.before().getWorker(),
                                follower.winner().getWorker()))
                .forEach(all::add);
        return all;
    }

    private boolean mayFollow(Follower follower) {
        return damaged.getOrDefault(Keys.segment(follower.ref()), Set.of()).contains(follower.before())
                || wantedAgain.contains(shot(follower.ref()));
    }
}
