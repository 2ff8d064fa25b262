package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.store.ClaimChecks;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Abandon;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StitchRendersTest {
    private static final Attempt ONE = TestRenders.attempt(1, "w1");
    private static final Attempt OTHER = TestRenders.attempt(1, "w2");
    private static final Attempt LATER = TestRenders.attempt(2, "w2");
    private static final List<SegmentRef> SEGMENTS = TestRenders.segments("r");

    @TempDir
    Path folder;

    private StitchBench bench;

    @BeforeEach
    void begin() throws IOException {
        bench = new StitchBench(folder);
    }

    @Test
    void segmentsInAnyOrderBecomeOneVideoInOrder() throws IOException {
        List<SegmentRef> shuffled = new ArrayList<>(SEGMENTS);
        Collections.shuffle(shuffled, new Random(4));
        bench.plan("r", TestRenders.plan(0));
        shuffled.forEach(ref -> bench.render(ref, ONE));
        bench.settle();

        assertThat(published()).isEqualTo(Sequences.expected());
        assertThat(bench.released).containsExactly("r");
    }

    @Test
    void framesAreEncodedWhileLaterSegmentsAreStillRendering() {
        bench.plan("r", TestRenders.plan(0));
        bench.render(SEGMENTS.get(0), ONE);
        bench.render(SEGMENTS.get(1), ONE);
        bench.settle();

        assertThat(bench.progress).containsExactly(16);
        assertThat(bench.ready).isEmpty();
    }

    @Test
    void theAnnouncementDescribesTheFile() throws IOException {
        VideoReady ready = renderAll();

        Path file = folder.resolve("store/videos/r.zip");
        assertThat(ready.getKey()).isEqualTo("videos/r.zip");
        assertThat(ready.getFrames()).isEqualTo(32);
        assertThat(ready.getSizeBytes()).isEqualTo(Files.size(file));
        assertThat(ready.getContentType()).isEqualTo("application/zip");
        assertThat(HexFormat.of().formatHex(ready.getSha256().toByteArray()))
                .satisfies(hex -> assertThat(file).hasDigest("SHA-256", hex));
    }

    @Test
    void aCrossfadeMixesBothShots() throws IOException {
        bench.plan("r", TestRenders.plan(3));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.settle();

        List<RgbFrame> frames = published();
        assertThat(frames).hasSize(29);
        assertThat(frames.get(16)).isEqualTo(TestRenders.picture(0, 16));
        assertThat(frames.get(18)).isEqualTo(Blend.of(TestRenders.picture(0, 18), TestRenders.picture(1, 1), 2, 4));
        assertThat(frames.get(20)).isEqualTo(TestRenders.picture(1, 3));
    }

    @Test
    void duplicatesAndLosersChangeNothingAndAreCounted() throws IOException {
        bench.plan("r", TestRenders.plan(0));
        for (SegmentRef ref : SEGMENTS) {
            bench.frame(TestRenders.record(ref, OTHER, TestRenders.frames(ref)[0], TestRenders.picture(1, 99)));
            bench.render(ref, ONE);
            bench.frames(ref, ONE);
            bench.frames(ref, OTHER);
        }
        bench.settle();

        assertThat(published()).isEqualTo(Sequences.expected());
        assertThat(bench.counters.arrivals(FrameFate.KEPT)).isGreaterThanOrEqualTo(32);
        assertThat(bench.counters.arrivals(FrameFate.DUPLICATE) + bench.counters.arrivals(FrameFate.LATE))
                .isGreaterThanOrEqualTo(32);
        assertThat(bench.held).isEmpty();
    }

    @Test
    void framesThatComeBeforeTheirPlanWaitForIt() throws IOException {
        SEGMENTS.forEach(ref -> bench.frames(ref, ONE));
        bench.settle();
        assertThat(bench.counters.arrivals(FrameFate.PARKED)).isEqualTo(32);

        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.won(ref, ONE));
        bench.settle();

        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void framesOfWhichNoPlanComesAreDropped() {
        bench.frames(SEGMENTS.get(0), ONE);
        bench.now = bench.now.plus(Duration.ofMinutes(6));
        bench.settle();

        assertThat(bench.counters.arrivals(FrameFate.FOREIGN)).isEqualTo(8);
        assertThat(bench.released).containsExactly("r");
        assertThat(bench.held).isEmpty();
    }

    @Test
    void framesOfAnEndedRenderAreLate() throws IOException {
        renderAll();

        bench.frames(SEGMENTS.get(0), LATER);
        bench.settle();

        assertThat(bench.counters.arrivals(FrameFate.LATE)).isEqualTo(8);
        assertThat(bench.held).isEmpty();
    }

    @Test
    void wrongPixelsSendTheSegmentBackAndTheNextAttemptIsUsed() throws IOException {
        bench.plan("r", TestRenders.plan(0));
        bench.render(SEGMENTS.get(0), ONE);
        for (int frame : TestRenders.frames(SEGMENTS.get(1))) {
            RgbFrame wrong = TestRenders.picture(0, frame == 12 ? 13 : frame);
            bench.frame(TestRenders.record(SEGMENTS.get(1), ONE, frame, wrong));
        }
        SEGMENTS.subList(1, 5).forEach(ref -> bench.won(ref, ONE));
        bench.settle();

        assertThat(bench.damaged).hasSize(1);
        assertThat(bench.damaged.get(0).getRef()).isEqualTo(SEGMENTS.get(1));
        assertThat(bench.damaged.get(0).getWinner()).isEqualTo(ONE);
        assertThat(bench.damaged.get(0).getFailure().getCategory()).isEqualTo(Category.CATEGORY_RETRYABLE);
        assertThat(bench.damaged.get(0).getFailure().getCode()).isEqualTo("FRAME_DAMAGED");
        assertThat(bench.damaged.get(0).getFailure().getMessage())
                .contains("frame 12 of segment 1 of shot 0", "SHA-256");

        bench.render(SEGMENTS.get(1), LATER);
        SEGMENTS.subList(2, 5).forEach(ref -> bench.frames(ref, ONE));
        bench.settle();
        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void aFrameThatIsNotAPictureSendsTheSegmentBack() {
        bench.plan("r", TestRenders.plan(0));
        bench.frames(SEGMENTS.get(0), ONE);
        FramePlace first = new FramePlace(0, 0);
        bench.topic.put(
                first,
                FrameRecord.newBuilder()
                        .setPng(ByteString.copyFromUtf8("no picture"))
                        .build());
        bench.won(SEGMENTS.get(0), ONE);
        bench.settle();

        assertThat(bench.damaged).hasSize(1);
        assertThat(bench.damaged.get(0).getFailure().getMessage()).contains("not a PNG file");
    }

    @Test
    void announcedFramesThatNeverComeSendTheSegmentBack() throws IOException {
        bench.plan("r", TestRenders.plan(0));
        bench.won(SEGMENTS.get(0), ONE);
        bench.settle();
        assertThat(bench.damaged).isEmpty();

        bench.now = bench.now.plus(Duration.ofMinutes(2));
        bench.settle();
        bench.settle();

        assertThat(bench.damaged).hasSize(1);
        assertThat(bench.damaged.get(0).getFailure().getCode()).isEqualTo("FRAMES_MISSING");
        bench.render(SEGMENTS.get(0), LATER);
        SEGMENTS.subList(1, 5).forEach(ref -> bench.render(ref, ONE));
        bench.settle();
        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void aClaimCheckIsRedeemed() throws IOException {
        ClaimChecks claims = new ClaimChecks(bench.store, 1 << 20);
        bench.plan("r", TestRenders.plan(0));
        for (SegmentRef ref : SEGMENTS) {
            for (int frame : TestRenders.frames(ref)) {
                byte[] png = PngWriter.write(TestRenders.picture(ref.getShot(), frame));
                bench.frame(TestRenders.record(ref, ONE, frame).toBuilder()
                        .setClaim(claims.put(png))
                        .build());
            }
            bench.won(ref, ONE);
        }
        bench.settle();

        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void aStoreThatFailsIsTriedAgainWithTheSameFile() throws IOException {
        bench.store.failures = 3;

        renderAll();

        assertThat(bench.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(bench.progress).containsExactly(16, 32);
        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void aFullDiskIsTriedAgainFromTheFirstFrame() throws IOException {
        bench.failingEncoders = 2;

        renderAll();

        assertThat(bench.waits).hasSize(2);
        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void whatFailsTooOftenEndsWithAReasonAndLeavesNothing() throws IOException {
        bench.store.failures = 100;
        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.settle();

        assertThat(bench.waits).hasSize(4);
        assertThat(bench.failed).hasSize(1);
        assertThat(bench.failed.get(0).getFailure().getCategory()).isEqualTo(Category.CATEGORY_RESOURCES);
        assertThat(bench.failed.get(0).getFailure().getMessage()).contains("the bucket is full");
        assertThat(bench.released).containsExactly("r");
        assertThat(bench.held).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRestartMakesTheSameVideoFromTheBeginning() throws IOException {
        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.subList(0, 3).forEach(ref -> bench.render(ref, ONE));
        bench.settle();

        bench.restart();
        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.settle();

        assertThat(published()).isEqualTo(Sequences.expected());
    }

    @Test
    void aVideoThatWasPublishedBeforeIsAnnouncedAgainAndNotMadeAgain() throws IOException {
        VideoReady before = renderAll();
        bench.progress.clear();

        bench.restart();
        bench.plan("r", TestRenders.plan(0));
        bench.settle();

        assertThat(bench.ready).containsExactly(before, before);
        assertThat(bench.progress).isEmpty();
    }

    @Test
    void aPlanThatIsToldAgainJustAfterTheVideoWasReadyHasItAnnouncedOnceMore() {
        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.work();

        bench.plan("r", TestRenders.plan(0));
        bench.settle();

        assertThat(bench.ready).hasSize(2);
    }

    @Test
    void aPlanThatIsToldAgainJustBeforeTheVideoIsReadyHasItAnnouncedOnceMore() {
        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.plan("r", TestRenders.plan(0));
        bench.settle();
        bench.settle();

        assertThat(bench.ready).hasSize(2);
    }

    @Test
    void anotherPlanUnderTheSameIdIsAnotherVideo() throws IOException {
        renderAll();
        bench.restart();

        bench.plan("r", TestRenders.plan(2));
        bench.settle();

        assertThat(bench.ready).hasSize(1);
        assertThat(bench.renders.size()).isEqualTo(1);
    }

    @Test
    void aVideoThatWasPublishedBeforeTheCancelCameIsTakenBack() throws IOException {
        renderAll();
        bench.released.clear();
        // As if it had been killed between the two: only the receipt tells what was published.
        Files.delete(folder.resolve("store/receipts/r"));

        abandon();
        bench.settle();

        assertThat(folder.resolve("store/videos/r.zip")).doesNotExist();
        assertThat(bench.released).containsExactly("r");

        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.settle();
        assertThat(published()).isEqualTo(Sequences.expected());
    }

    private void abandon() {
        bench.renders.command(AssemblyCommand.newBuilder()
                .setRenderId("r")
                .setAbandon(Abandon.getDefaultInstance())
                .build());
    }

    @Test
    void anAbandonedRenderIsForgotten() throws IOException {
        bench.plan("r", TestRenders.plan(0));
        bench.render(SEGMENTS.get(0), ONE);
        bench.settle();
        abandon();
        bench.settle();

        assertThat(bench.released).containsExactly("r");
        assertThat(bench.held).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aPlanThatMakesNoVideoIsRefused() {
        bench.plan("r", TestRenders.plan(13));
        bench.settle();

        assertThat(bench.failed).hasSize(1);
        assertThat(bench.failed.get(0).getFailure().getCode()).isEqualTo("PLAN_INCONSISTENT");
        assertThat(bench.released).containsExactly("r");
    }

    private VideoReady renderAll() {
        bench.plan("r", TestRenders.plan(0));
        SEGMENTS.forEach(ref -> bench.render(ref, ONE));
        bench.settle();
        return bench.ready.get(bench.ready.size() - 1);
    }

    private List<RgbFrame> published() throws IOException {
        return Sequences.frames(bench.store, bench.ready.get(0));
    }
}
