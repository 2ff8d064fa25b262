package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.deploy.simulation.kafka.StitchOffsets.Part;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.LatentRecord;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The topics, with their transactions reduced to what readers of committed records see: all of one at once, or nothing.
 * What it has taken outlives its restarts, except open locks.
 */
final class Broker {
    static final int STITCHING_PARTITIONS = 2;
    static final String FRAMES = "frames";
    static final String ASSEMBLY = "assembly";

    final Log<RenderCommand> requests = new Log<>();
    final Log<FarmEvent> results = new Log<>();
    final Log<FarmEvent> videos = new Log<>();
    final Log<WorkerHeartbeat> workers = new Log<>();
    final Log<SegmentJob> deadJobs = new Log<>();
    final Log<Revocation> revocations = new Log<>();
    final List<Log<FrameRecord>> frames =
            Stream.generate(Log<FrameRecord>::new).limit(STITCHING_PARTITIONS).toList();
    final List<Log<AssemblyCommand>> assembly = Stream.generate(Log<AssemblyCommand>::new)
            .limit(STITCHING_PARTITIONS)
            .toList();
    final Log<LatentRecord> latents = new Log<>();
    final ShareGroup jobs;

    private final World world;
    private final Map<String, StateRecord> state = new LinkedHashMap<>();
    private final Map<Part, Long> stitched = new HashMap<>();
    private InputPositions taken = InputPositions.BEGINNING;
    private Optional<Beat> beat = Optional.empty();
    private int term;
    private long awayUntilMs;

    Broker(World world) {
        this.world = world;
        this.jobs = new ShareGroup(world.agenda(), deadJobs::append);
    }

    /** A coordinator's sign of life. */
    record Beat(String coordinator, long sentAtMs) {}

    boolean isAway() {
        return world.agenda().nowMs() < awayUntilMs;
    }

    void restart(long awayMs) {
        awayUntilMs = world.agenda().nowMs() + awayMs;
        jobs.forgetDeliveries();
    }

    /** Fences every other coordinator. */
    int beginTerm() {
        return ++term;
    }

    Collection<StateRecord> state() {
        return state.values();
    }

    InputPositions taken() {
        return taken;
    }

    Optional<Beat> beat() {
        return beat;
    }

    /** All of it, or nothing and false because another coordinator has begun its term. */
    boolean commit(int ofTerm, InputPositions inputs, List<Effect> effects, Optional<Beat> sign) {
        if (ofTerm != term) {
            return false;
        }
        taken = inputs;
        sign.ifPresent(given -> beat = sign);
        Effect.Performer performer = new Perform(this, world.observer());
        effects.forEach(effect -> effect.doWith(performer));
        world.observer().committed();
        return true;
    }

    void save(String key, StateRecord record) {
        state.put(key, record);
    }

    void forget(String key) {
        state.remove(key);
    }

    void submit(RenderCommand command) {
        requests.append(command);
        world.observer().commanded(command);
    }

    /** A worker's transaction: frames and what it tells of them. */
    void publish(List<FrameRecord> records, FarmEvent event) {
        for (FrameRecord record : records) {
            frames.get(partition(record.getRef().getRenderId())).append(record);
            world.observer().published(record);
        }
        tell(results, event);
    }

    void tell(Log<FarmEvent> topic, FarmEvent event) {
        topic.append(event);
        world.observer().told(event);
    }

    void assemble(AssemblyCommand command) {
        assembly.get(partition(command.getRenderId())).append(command);
    }

    static int partition(String renderId) {
        return Math.floorMod(renderId.hashCode(), STITCHING_PARTITIONS);
    }

    long stitchedUpTo(Part part) {
        return stitched.getOrDefault(part, 0L);
    }

    void commitStitched(Map<Part, Long> offsets) {
        stitched.putAll(offsets);
    }
}
