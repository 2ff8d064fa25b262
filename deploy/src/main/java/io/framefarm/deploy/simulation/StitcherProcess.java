package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.preview.Preview;
import io.framefarm.coordinator.stitch.Backoff;
import io.framefarm.coordinator.stitch.DamagedFrameException;
import io.framefarm.coordinator.stitch.FrameEntry;
import io.framefarm.coordinator.stitch.FramePlace;
import io.framefarm.coordinator.stitch.FrameSource;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.StitchRenders;
import io.framefarm.coordinator.stitch.StitchTools;
import io.framefarm.deploy.simulation.kafka.StitchOffsets;
import io.framefarm.deploy.simulation.kafka.StitchOffsets.Part;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FrameRecord;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A stitcher: the real stitching of renders, between simulated topics and a store that fails. */
final class StitcherProcess extends FarmProcess implements FrameSource {
    private static final int MOST_RECORDS = 30;
    private static final int MOST_TASKS = 60;
    private static final int COMMIT_EVERY_MS = 1_000;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2), 12);

    private final Broker broker;
    private final StitcherGroup group;
    private final StitchTools tools;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<Part, Long> positions = new HashMap<>();
    private StitchOffsets offsets = new StitchOffsets();
    private StitchRenders renders;

    StitcherProcess(World world, String name, Broker broker, StitcherGroup group, MemoryStore store, Path scratch) {
        super(world, name);
        this.broker = broker;
        this.group = group;
        this.tools = new StitchTools(
                this,
                new StitcherNews(world, broker),
                store,
                (spec, file) -> new HashingEncoder(world, file),
                Optional.empty(),
                (renderId, video) -> Preview.NONE,
                scratch,
                BACKOFF,
                new StitchCounters(new CollectorRegistry()),
                tasks::add,
                tasks::add,
                (task, wait) -> later(wait.toMillis(), task));
        this.renders = newRenders();
    }

    private StitchRenders newRenders() {
        return new StitchRenders(tools, this::clock, renderId -> offsets.release(renderId));
    }

    @Override
    void started() {
        group.forget(this);
        tasks.clear();
        positions.clear();
        offsets = new StitchOffsets();
        renders = newRenders();
        later(chance().between(0, 200), this::poll);
        later(0, this::work);
        later(COMMIT_EVERY_MS, this::commitEverySecond);
    }

    @Override
    void killed() {
        tasks.clear();
    }

    /** In the midst of its work: between any two of its tasks it may be killed or frozen. */
    private void work() {
        int most = chance().between(1, MOST_TASKS);
        for (int i = 0; i < most && !tasks.isEmpty(); i++) {
            tasks.remove().run();
        }
        later(tasks.isEmpty() ? 40 : chance().between(1, 10), this::work);
    }

    private void poll() {
        if (broker.isAway()) {
            later(200, this::poll);
            return;
        }
        if (!group.has(this)) {
            lost();
            group.join(this);
        }
        group.heard(this);
        for (Part part : List.copyOf(positions.keySet())) {
            read(part, chance().between(0, MOST_RECORDS));
        }
        renders.tick(this::hasBeenReadToTheEnd);
        later(chance().between(20, 120), this::poll);
    }

    private void read(Part part, int most) {
        long from = positions.getOrDefault(part, 0L);
        long until = Math.min(end(part), from + most);
        for (long offset = from; offset < until; offset++) {
            if (part.topic().equals(Broker.FRAMES)) {
                frame(part, (int) offset);
            } else {
                AssemblyCommand command = broker.assembly.get(part.partition()).at((int) offset);
                offsets.hold(command.getRenderId(), part, offset);
                renders.command(command);
            }
        }
        positions.put(part, until);
    }

    private void frame(Part part, int offset) {
        FrameRecord record = broker.frames.get(part.partition()).at(offset);
        offsets.hold(record.getRef().getRenderId(), part, offset);
        renders.frame(FrameEntry.of(record, new FramePlace(part.partition(), offset)));
    }

    private long end(Part part) {
        return part.topic().equals(Broker.FRAMES)
                ? broker.frames.get(part.partition()).end()
                : broker.assembly.get(part.partition()).end();
    }

    private boolean hasBeenReadToTheEnd(String renderId) {
        return positions.entrySet().stream()
                .allMatch(read -> !offsets.isOpenOn(renderId, read.getKey().partition())
                        || read.getValue() == end(read.getKey()));
    }

    private void commitEverySecond() {
        if (!broker.isAway() && group.has(this)) {
            broker.commitStitched(offsets.committable(positions));
        }
        later(COMMIT_EVERY_MS, this::commitEverySecond);
    }

    /** Somebody else may get what it has: what is published is committed, everything else forgotten. */
    void revoked() {
        renders.tick(renderId -> false);
        if (!broker.isAway()) {
            broker.commitStitched(offsets.committable(positions));
        }
        lost();
    }

    /** It was silent for too long, and somebody else has its renders. */
    private void lost() {
        var unused = renders.drop(renderId -> true);
        offsets.drop(positions.keySet().stream().map(Part::partition).distinct().toList());
        positions.clear();
    }

    void assigned(List<Integer> partitions) {
        for (int partition : partitions) {
            for (String topic : List.of(Broker.FRAMES, Broker.ASSEMBLY)) {
                Part part = new Part(topic, partition);
                positions.put(part, broker.stitchedUpTo(part));
            }
        }
    }

    @Override
    public FrameRecord read(FramePlace place) throws IOException {
        if (broker.isAway()) {
            throw new IOException("simulated: the broker is away");
        }
        if (world().strikes(Fault.FRAME_EXPIRED)) {
            throw new DamagedFrameException("simulated: the record is not on the topic any more");
        }
        return broker.frames.get(place.partition()).at((int) place.offset());
    }

    @Override
    public void forget(FramePlace place) {
        // Nothing is held: the topics are in memory as they are.
    }
}
