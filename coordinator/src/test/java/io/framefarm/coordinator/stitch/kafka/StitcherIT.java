package io.framefarm.coordinator.stitch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.coordinator.broker.TestBroker;
import io.framefarm.coordinator.encode.VideoFacts;
import io.framefarm.coordinator.stitch.FrameFate;
import io.framefarm.coordinator.stitch.Sequences;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.TestRenders;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoFormat;
import io.framefarm.protocol.v1.VideoReady;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StitcherIT {
    private static final Attempt ONE = TestRenders.attempt(1, "w1");
    private static final Attempt OTHER = TestRenders.attempt(1, "w2");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path brokerFolder;

    private static TestBroker broker;
    private static int renders;

    @TempDir
    Path folder;

    private final StitchCounters counters = new StitchCounters(new CollectorRegistry());
    private final List<Stitcher> running = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private FarmTopics farm;
    private FolderStore store;
    private String renderId;
    private List<SegmentRef> segments;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void openFarm() throws IOException {
        farm = new FarmTopics(broker.bootstrap());
        store = new FolderStore(folder.resolve("store"), InstantSource.system());
        renderId = "render-" + ++renders;
        segments = TestRenders.segments(renderId);
    }

    @AfterEach
    void stopEverything() {
        running.forEach(Stitcher::close);
        processes.forEach(Process::destroyForcibly);
        farm.close();
    }

    @Test
    void framesBecomeAVideoWhileSegmentsAreStillRendering() throws IOException {
        start(settings());
        farm.plan(renderId, TestRenders.plan(0, VideoFormat.VIDEO_FORMAT_MP4));
        farm.render(segments.get(1), ONE);
        farm.render(segments.get(0), ONE);
        await().atMost(PATIENCE).until(() -> farm.encoded(renderId) == 16);
        assertThat(farm.ready(renderId)).isEmpty();

        segments.subList(2, 5).forEach(ref -> farm.render(ref, ONE));
        VideoReady ready = awaitReady(renderId);

        assertThat(ready.getKey()).isEqualTo("videos/" + renderId + ".mp4");
        VideoFacts facts = VideoFacts.of(folder.resolve("store").resolve(ready.getKey()));
        assertThat(facts.frames()).isEqualTo(32);
        assertThat(facts.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(facts.metadata())
                .hasEntrySatisfying("comment", text -> assertThat(text).contains("lighthouse"));
    }

    @Test
    void losersDuplicatesAbortedTransactionsAndBrokenRecordsChangeNothing() throws IOException {
        start(settings());
        farm.garbage(renderId);
        farm.plan(renderId, TestRenders.plan(0));
        for (SegmentRef ref : segments) {
            farm.abortedFrames(ref, ONE);
            farm.frames(ref, OTHER);
            farm.render(ref, ONE);
            farm.frames(ref, ONE);
        }

        assertThat(Sequences.frames(store, awaitReady(renderId))).isEqualTo(Sequences.expected());
        await().atMost(PATIENCE).until(() -> arrivals(FrameFate.STALE) + arrivals(FrameFate.LATE) >= 32);
        assertThat(arrivals(FrameFate.DUPLICATE) + arrivals(FrameFate.LATE)).isPositive();
    }

    @Test
    void aStitcherKilledInMidRenderIsReplacedByOneThatMakesTheSameVideo() throws Exception {
        Process killed = startProcess();
        farm.plan(renderId, TestRenders.plan(0));
        segments.subList(0, 3).forEach(ref -> farm.render(ref, ONE));
        await().atMost(PATIENCE).until(() -> farm.encoded(renderId) == 16);
        killed.destroyForcibly().waitFor();
        assertThat(store.size(StoreKey.ofVideo(renderId, "zip"))).isEmpty();

        start(settings());
        segments.subList(3, 5).forEach(ref -> farm.render(ref, ONE));

        assertThat(Sequences.frames(store, awaitReady(renderId))).isEqualTo(Sequences.expected());
    }

    @Test
    void aVideoPublishedBeforeARestartIsNotMadeAgain() {
        String open = "open-" + renderId;
        Stitcher first = start(settings());
        farm.plan(open, TestRenders.plan(0));
        farm.plan(renderId, TestRenders.plan(0));
        segments.forEach(ref -> farm.render(ref, ONE));
        VideoReady ready = awaitReady(renderId);
        first.close();

        start(settings());
        TestRenders.segments(open).forEach(ref -> farm.render(ref, ONE));
        awaitReady(open);

        assertThat(farm.ready(renderId)).containsOnly(ready);
    }

    @Test
    void framesThatDoNotFitIntoMemoryAreReadAgainWhenTheyAreDue() throws IOException {
        List<String> ids = ids(12);
        start(settings().withMemoryBytes(1 << 20));
        ids.forEach(id -> farm.plan(id, TestRenders.plan(0)));
        for (int segment = 4; segment >= 0; segment--) {
            for (String id : ids) {
                farm.render(TestRenders.segments(id).get(segment), ONE);
            }
        }

        for (String id : ids) {
            assertThat(Sequences.frames(store, awaitReady(id))).isEqualTo(Sequences.expected());
        }
    }

    @Test
    void stitchersShareTheRenders() throws IOException {
        List<String> ids = ids(8);
        start(settings());
        start(settings());
        ids.forEach(id -> farm.plan(id, TestRenders.plan(2)));
        ids.forEach(id -> TestRenders.segments(id).forEach(ref -> farm.render(ref, ONE)));

        for (String id : ids) {
            assertThat(Sequences.frames(store, awaitReady(id))).hasSize(30);
        }
    }

    private List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> renderId + "-" + i).toList();
    }

    private Stitcher start(StitcherSettings settings) {
        Stitcher stitcher = new Stitcher(settings, store, counters, InstantSource.system());
        stitcher.start();
        running.add(stitcher);
        return stitcher;
    }

    /** The stitcher as operators run it, so that it can be killed as the system kills it. */
    private Process startProcess() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StitcherMain.class.getName());
        builder.environment().put("FRAMEFARM_BOOTSTRAP", broker.bootstrap());
        builder.environment().put("FRAMEFARM_STORE", "file:" + folder.resolve("store"));
        builder.environment().put("FRAMEFARM_SCRATCH", folder.resolve("scratch").toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("stitcher.log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private StitcherSettings settings() {
        return StitcherSettings.of(broker.bootstrap(), folder.resolve("scratch"), 2)
                .withSessionTimeout(Duration.ofSeconds(1));
    }

    private long arrivals(FrameFate fate) {
        return counters.arrivals(fate);
    }

    private VideoReady awaitReady(String id) {
        await().atMost(PATIENCE).until(() -> !farm.ready(id).isEmpty());
        return farm.ready(id).get(0);
    }
}
