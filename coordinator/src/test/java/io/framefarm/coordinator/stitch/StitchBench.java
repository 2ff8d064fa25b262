package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.preview.LivePreview;
import io.framefarm.coordinator.provenance.SigningKey;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.StoreException;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.VideoReady;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;

/** Stitching without threads, Kafka or waiting: everything happens when {@link #settle} is called. */
final class StitchBench implements FrameSource, StitchEvents {
    static final SigningKey KEY = SigningKey.generate();

    final Map<FramePlace, FrameRecord> topic = new HashMap<>();
    final List<VideoReady> ready = new ArrayList<>();
    final List<VideoFailed> failed = new ArrayList<>();
    final List<FramesDamaged> damaged = new ArrayList<>();
    final List<Integer> progress = new ArrayList<>();
    final List<String> released = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final StitchCounters counters = new StitchCounters(new CollectorRegistry());
    final FailingStore store;
    StitchRenders renders;
    Instant now = Instant.parse("2026-11-21T00:00:00Z");
    int failingEncoders;
    StitchTools.OpenEncoder encoders = VideoEncoder::open;
    /** Frames that have come and of which nobody has said that they may be forgotten. */
    final Set<FramePlace> held = new HashSet<>();

    private final StitchTools tools;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long offset;

    StitchBench(Path folder) throws IOException {
        store = new FailingStore(new FolderStore(folder.resolve("store"), () -> now));
        tools = new StitchTools(
                this,
                this,
                store,
                (spec, file) -> {
                    if (failingEncoders-- > 0) {
                        throw new IOException("No space left on device");
                    }
                    return encoders.open(spec, file);
                },
                Optional.of(KEY),
                (renderId, video) -> new LivePreview(renderId, video, store, folder.resolve("scratch")),
                folder.resolve("scratch"),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 4),
                counters,
                tasks::add,
                tasks::add,
                this::later);
        renders = new StitchRenders(tools, () -> now, released::add);
    }

    /** Notes for how long it should have waited, and does not. */
    private void later(Runnable task, Duration wait) {
        waits.add(wait);
        tasks.add(task);
    }

    /** As after a crash: everything in memory is gone. */
    void restart() {
        tasks.clear();
        renders = new StitchRenders(tools, () -> now, released::add);
    }

    void settle() {
        work();
        renders.tick(renderId -> true);
    }

    /** Without looking at what came of it. */
    void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    void plan(String renderId, AssemblyPlan plan) {
        renders.command(
                AssemblyCommand.newBuilder().setRenderId(renderId).setPlan(plan).build());
    }

    void won(SegmentRef ref, Attempt attempt) {
        renders.command(AssemblyCommand.newBuilder()
                .setRenderId(ref.getRenderId())
                .setSegmentWon(TestRenders.won(ref, attempt))
                .build());
    }

    void frame(FrameRecord record) {
        FramePlace place = new FramePlace(0, offset++);
        topic.put(place, record);
        held.add(place);
        renders.frame(FrameEntry.of(record, place));
    }

    void frames(SegmentRef ref, Attempt attempt) {
        for (int frame : TestRenders.frames(ref)) {
            frame(TestRenders.record(ref, attempt, frame));
        }
    }

    /** Frames and the coordinator's verdict. */
    void render(SegmentRef ref, Attempt attempt) {
        frames(ref, attempt);
        won(ref, attempt);
    }

    @Override
    public FrameRecord read(FramePlace place) throws IOException {
        FrameRecord record = topic.get(place);
        if (record == null) {
            throw new DamagedFrameException("expired");
        }
        return record;
    }

    @Override
    public void forget(FramePlace place) {
        held.remove(place);
    }

    @Override
    public void progress(VideoProgress told) {
        progress.add(told.getFramesEncoded());
    }

    @Override
    public void ready(VideoReady told) {
        ready.add(told);
    }

    @Override
    public void failed(VideoFailed told) {
        failed.add(told);
    }

    @Override
    public void damaged(FramesDamaged told) {
        damaged.add(told);
    }

    /** A store that refuses as often as it is told to. */
    static final class FailingStore implements VideoStore {
        int failures;
        private final VideoStore real;

        FailingStore(VideoStore real) {
            this.real = real;
        }

        @Override
        public void put(StoreKey key, Path file, String contentType) throws IOException {
            if (failures-- > 0) {
                throw new StoreException("the bucket is full");
            }
            real.put(key, file, contentType);
        }

        @Override
        public void put(StoreKey key, byte[] content, String contentType) throws IOException {
            real.put(key, content, contentType);
        }

        @Override
        public OptionalLong size(StoreKey key) throws IOException {
            return real.size(key);
        }

        @Override
        public InputStream read(StoreKey key, long from) throws IOException {
            return real.read(key, from);
        }

        @Override
        public void delete(StoreKey key) throws IOException {
            real.delete(key);
        }

        @Override
        public String location() {
            return real.location();
        }
    }
}
