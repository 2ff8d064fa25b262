package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * While the same producers wait, none of them is served more than the others by more than a bounded amount of work. Each
 * stretch in which the same producers wait with the same priority is measured by itself; it begins anew when a render
 * comes, ends, pauses or changes its priority, and with each term of a coordinator.
 */
public final class FairShareBetweenProducers implements Guarantee {
    private final long segmentsAhead;
    private final Map<String, Waiting> renders = new TreeMap<>();
    private final Set<String> held = new HashSet<>();
    private final Map<String, Long> served = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();
    private Set<String> competing = Set.of();
    private long largest;

    /**
     * Bounds the lead of a producer.
     *
     * @param runLength by how many segments a run of the same models may be preferred; a lead of as many, and one more,
     *     can be there when a stretch begins, and be the other way round when it ends
     */
    public FairShareBetweenProducers(int runLength) {
        this.segmentsAhead = 2L * (runLength + 1);
    }

    private record Waiting(String producer, int priority, RenderRequest request, Set<String> neverDispatched) {}

    @Override
    public String promise() {
        return "fair share between producers";
    }

    @Override
    public void assembled(AssemblyCommand command) {
        String id = command.getRenderId();
        if (command.hasPlan() && !renders.containsKey(id) && isIndependent(command.getPlan())) {
            RenderRequest request = command.getPlan().getRequest();
            renders.put(
                    id,
                    new Waiting(
                            request.getProducer(), request.getPriority(), request, segments(id, command.getPlan())));
            beginAnew();
        } else if (command.hasAbandon()) {
            renders.remove(id);
            beginAnew();
        }
    }

    /** Segments that wait for each other do not compete whenever they wait. */
    private static boolean isIndependent(AssemblyPlan plan) {
        return plan.getRequest().getShotsList().stream()
                .allMatch(shot -> shot.getContinuity() == Continuity.CONTINUITY_CUT);
    }

    private static Set<String> segments(String id, AssemblyPlan plan) {
        Set<String> segments = new HashSet<>();
        for (int shot = 0; shot < plan.getShotsCount(); shot++) {
            for (int segment = 0; segment < plan.getShots(shot).getWindowsCount(); segment++) {
                segments.add(id + "/" + shot + "/" + segment);
            }
        }
        return segments;
    }

    /** A command takes effect at some later moment, so what it is about does not compete from now on. */
    @Override
    public void commanded(RenderCommand command) {
        if (!command.hasSubmit()) {
            held.add(command.getRenderId());
            beginAnew();
        }
    }

    @Override
    public void reported(RenderStatus status) {
        if (status.getState() == RenderState.RENDER_STATE_PAUSED) {
            held.add(status.getRenderId());
            beginAnew();
        }
    }

    @Override
    public void termBegan() {
        beginAnew();
    }

    @Override
    public void dispatched(String pool, SegmentJob job) {
        Waiting render = renders.get(job.getRef().getRenderId());
        if (render == null) {
            return;
        }
        long cost = cost(job, render.request());
        largest = Math.max(largest, cost);
        if (competing.size() > 1 && competing.contains(render.producer())) {
            served.merge(render.producer(), cost, Long::sum);
        }
        render.neverDispatched().remove(Keys.segment(job.getRef()));
        if (!competitors().equals(competing)) {
            beginAnew();
        }
    }

    @Override
    public void committed() {
        if (competing.size() < 2) {
            return;
        }
        long most = competing.stream().mapToLong(this::servedTo).max().orElse(0);
        long least = competing.stream().mapToLong(this::servedTo).min().orElse(0);
        if (most - least > segmentsAhead * largest) {
            breaches.add("of %s one was served %d and another %d, with segments of up to %d"
                    .formatted(competing, most, least, largest));
            beginAnew();
        }
    }

    private long servedTo(String producer) {
        return served.getOrDefault(producer, 0L);
    }

    private void beginAnew() {
        served.clear();
        competing = competitors();
    }

    /** Who has segments of the highest priority that were never dispatched, and could be. */
    private Set<String> competitors() {
        List<Map.Entry<String, Waiting>> waiting = renders.entrySet().stream()
                .filter(render -> !held.contains(render.getKey()))
                .filter(render -> !render.getValue().neverDispatched().isEmpty())
                .toList();
        int highest = waiting.stream()
                .mapToInt(render -> render.getValue().priority())
                .max()
                .orElse(0);
        Set<String> producers = new TreeSet<>();
        waiting.stream()
                .filter(render -> render.getValue().priority() == highest)
                .forEach(render -> producers.add(render.getValue().producer()));
        return producers;
    }

    private static long cost(SegmentJob job, RenderRequest request) {
        int steps = Math.max(
                1, request.getShots(job.getRef().getShot()).getSampling().getSteps());
        return (long) job.getRecipe().getFrames() * request.getWidth() * request.getHeight() * steps;
    }

    @Override
    public List<String> breaches() {
        return List.copyOf(breaches);
    }
}
