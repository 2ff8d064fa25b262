package io.framefarm.deploy.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentSnapshot;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.ShotPlan;
import io.framefarm.protocol.v1.StateRecord;
import io.framefarm.protocol.v1.Transition;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.Window;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each guarantee is content with a good history, and names what is wrong with a bad one. */
class GuaranteesTest {
    private static final int FRAMES = 4;

    @Test
    void aVideoWithEveryFrameInItsPlaceIsAsPromised() {
        EveryFrameExactlyOnce guarantee = rendered();
        guarantee.stored(new StoredVideo("r1", pictures(0, 1, 2, 3)));

        assertThat(guarantee.breaches()).isEmpty();
        assertThat(guarantee.checked()).isEqualTo(FRAMES);
    }

    @Test
    void aFrameThatIsMissingIsLost() {
        EveryFrameExactlyOnce guarantee = rendered();
        guarantee.stored(new StoredVideo("r1", pictures(0, 1, 2)));

        assertThat(guarantee.breaches()).singleElement().asString().contains("3 frames instead of 4");
        assertThat(guarantee.lost()).isEqualTo(1);
    }

    @Test
    void aFrameThatIsThereTwiceIsDoubled() {
        EveryFrameExactlyOnce guarantee = rendered();
        guarantee.stored(new StoredVideo("r1", pictures(0, 1, 1, 3)));

        assertThat(guarantee.breaches()).singleElement().asString().contains("frame 1 once more");
        assertThat(guarantee.doubled()).isEqualTo(1);
    }

    @Test
    void framesInTheWrongOrderAreABreach() {
        EveryFrameExactlyOnce guarantee = rendered();
        guarantee.stored(new StoredVideo("r1", pictures(0, 2, 1, 3)));

        assertThat(guarantee.breaches()).hasSize(2);
    }

    @Test
    void aRenderThatIsDoneWithoutAVideoHasLostEveryFrame() {
        assertThat(rendered().breaches()).singleElement().asString().contains("no video");
    }

    @Test
    void aCrossfadeTakesItsFramesFromBothShots() {
        AssemblyPlan plan = AssemblyPlan.newBuilder()
                .setRequest(RenderRequest.newBuilder()
                        .addShots(Shot.newBuilder()
                                .setTransition(Transition.newBuilder().setCrossfadeFrames(1)))
                        .addShots(Shot.newBuilder()))
                .addShots(shot(3))
                .addShots(shot(2))
                .build();

        assertThat(VideoOrder.of(plan)).hasSize(4);
        assertThat(VideoOrder.of(plan).get(2).sources())
                .containsExactly(new VideoOrder.Place(0, 2), new VideoOrder.Place(1, 0));
    }

    @Test
    void aStaleWinnerIsNamed() {
        NoStaleAttemptWins guarantee = new NoStaleAttemptWins();
        guarantee.told(result(1));
        guarantee.dispatched("p", job(1));
        guarantee.dispatched("p", job(2));
        guarantee.assembled(won(1));

        assertThat(guarantee.breaches())
                .singleElement()
                .asString()
                .contains("won by dispatch 1 of w1 when dispatch 2 was out");
    }

    @Test
    void aWinnerThatPublishedNothingIsNamed() {
        NoStaleAttemptWins guarantee = new NoStaleAttemptWins();
        guarantee.dispatched("p", job(1));
        guarantee.assembled(won(1));

        assertThat(guarantee.breaches()).singleElement().asString().contains("never published");
    }

    @Test
    void aSecondWinnerIsABreachUnlessTheFirstWasDamaged() {
        NoStaleAttemptWins guarantee = new NoStaleAttemptWins();
        guarantee.told(result(1));
        guarantee.told(result(2));
        guarantee.assembled(won(1));
        guarantee.assembled(won(2));
        assertThat(guarantee.breaches()).singleElement().asString().contains("won twice");

        NoStaleAttemptWins content = new NoStaleAttemptWins();
        content.told(result(1));
        content.told(result(2));
        content.assembled(won(1));
        content.told(FarmEvent.newBuilder()
                .setFramesDamaged(FramesDamaged.newBuilder().setRef(ref()).setWinner(attempt(1)))
                .build());
        content.assembled(won(2));
        assertThat(content.breaches()).isEmpty();
    }

    @Test
    void aRenderThatIsStillUnderWayHasNotEnded() {
        EveryRenderEnds guarantee = new EveryRenderEnds();
        guarantee.commanded(RenderCommand.newBuilder()
                .setRenderId("r1")
                .setSubmit(RenderRequest.getDefaultInstance())
                .build());
        assertThat(guarantee.breaches()).singleElement().asString().contains("never heard of");

        guarantee.reported(status(RenderState.RENDER_STATE_RENDERING).build());
        assertThat(guarantee.breaches()).singleElement().asString().contains("still");

        guarantee.reported(status(RenderState.RENDER_STATE_FAILED).build());
        assertThat(guarantee.breaches()).singleElement().asString().contains("without a reason");

        guarantee.reported(status(RenderState.RENDER_STATE_FAILED)
                .setFailure(Failure.newBuilder().setCode("C").setMessage("why"))
                .build());
        assertThat(guarantee.breaches()).isEmpty();
    }

    @Test
    void moreSegmentsInFlightThanTheWindowAllowsAreCounted() {
        BoundedInFlight guarantee = new BoundedInFlight(1);
        guarantee.saved(segment(0, SegmentState.SEGMENT_STATE_DISPATCHED));
        guarantee.committed();
        assertThat(guarantee.breaches()).isEmpty();

        guarantee.saved(segment(1, SegmentState.SEGMENT_STATE_RENDERING));
        guarantee.committed();
        assertThat(guarantee.breaches()).singleElement().asString().contains("2 in the pool p");
    }

    @Test
    void whatACancelledRenderDoesAfterwardsIsABreach() {
        CancelledStaysSilent guarantee = new CancelledStaysSilent();
        guarantee.dispatched("p", job(1));
        guarantee.reported(status(RenderState.RENDER_STATE_CANCELLED).build());
        assertThat(guarantee.breaches()).isEmpty();

        guarantee.dispatched("p", job(2));
        guarantee.assembled(won(1));
        guarantee.stored(new StoredVideo("r1", List.of()));
        assertThat(guarantee.breaches()).hasSize(3);
    }

    @Test
    void aProducerThatIsServedAloneWhileAnotherWaitsIsUnfair() {
        FairShareBetweenProducers guarantee = new FairShareBetweenProducers(0);
        guarantee.assembled(planOf("a", "ann"));
        guarantee.assembled(planOf("b", "bob"));
        for (int segment = 0; segment < 5; segment++) {
            guarantee.dispatched("p", job("a", segment));
            guarantee.committed();
        }

        assertThat(guarantee.breaches()).isNotEmpty();
    }

    @Test
    void producersThatTakeTurnsAreServedFairly() {
        FairShareBetweenProducers guarantee = new FairShareBetweenProducers(0);
        guarantee.assembled(planOf("a", "ann"));
        guarantee.assembled(planOf("b", "bob"));
        for (int segment = 0; segment < 5; segment++) {
            guarantee.dispatched("p", job("a", segment));
            guarantee.committed();
            guarantee.dispatched("p", job("b", segment));
            guarantee.committed();
        }

        assertThat(guarantee.breaches()).isEmpty();
    }

    @Test
    void aPixelThatDiffersFromAnUndisturbedFarmIsNamed() {
        SameAsUndisturbed guarantee = new SameAsUndisturbed(id -> pictures(0, 1));
        guarantee.reported(status(RenderState.RENDER_STATE_DONE).build());
        guarantee.stored(new StoredVideo("r1", pictures(0, 2)));

        assertThat(guarantee.breaches()).containsExactly("frame 1 of r1 differs");
    }

    private static EveryFrameExactlyOnce rendered() {
        EveryFrameExactlyOnce guarantee = new EveryFrameExactlyOnce(EveryFrameExactlyOnce.Mixed.UNSEEN);
        guarantee.assembled(AssemblyCommand.newBuilder()
                .setRenderId("r1")
                .setPlan(AssemblyPlan.newBuilder()
                        .setRequest(RenderRequest.newBuilder().addShots(Shot.newBuilder()))
                        .addShots(shot(FRAMES)))
                .build());
        guarantee.assembled(won(1));
        guarantee.reported(status(RenderState.RENDER_STATE_DONE)
                .setVideo(VideoReady.getDefaultInstance())
                .build());
        return guarantee;
    }

    private static ShotPlan shot(int frames) {
        return ShotPlan.newBuilder()
                .setFrames(frames)
                .addWindows(Window.newBuilder().setFrames(frames))
                .build();
    }

    private static List<ByteString> pictures(int... frames) {
        return IntStream.of(frames)
                .mapToObj(frame -> ByteString.copyFromUtf8("picture " + frame))
                .toList();
    }

    private static SegmentRef ref() {
        return SegmentRef.newBuilder().setRenderId("r1").build();
    }

    private static Attempt attempt(int dispatch) {
        return Attempt.newBuilder().setDispatch(dispatch).setWorker("w1").build();
    }

    private static List<FrameDigest> digests() {
        return IntStream.range(0, FRAMES)
                .mapToObj(frame -> FrameDigest.newBuilder()
                        .setFrame(frame)
                        .setSha256(pictures(frame).get(0))
                        .build())
                .toList();
    }

    private static FarmEvent result(int dispatch) {
        return FarmEvent.newBuilder()
                .setSegmentRendered(SegmentRendered.newBuilder()
                        .setRef(ref())
                        .setAttempt(attempt(dispatch))
                        .addAllFrames(digests()))
                .build();
    }

    private static AssemblyCommand won(int dispatch) {
        return AssemblyCommand.newBuilder()
                .setRenderId("r1")
                .setSegmentWon(SegmentWon.newBuilder()
                        .setRef(ref())
                        .setAttempt(attempt(dispatch))
                        .addAllFrames(digests()))
                .build();
    }

    private static SegmentJob job(int dispatch) {
        return SegmentJob.newBuilder().setRef(ref()).setDispatch(dispatch).build();
    }

    private static SegmentJob job(String render, int segment) {
        SegmentJob.Builder job = SegmentJob.newBuilder().setDispatch(1);
        job.getRefBuilder().setRenderId(render).setSegment(segment);
        job.getRecipeBuilder().setFrames(16);
        return job.build();
    }

    private static AssemblyCommand planOf(String render, String producer) {
        ShotPlan.Builder shot = ShotPlan.newBuilder().setFrames(160);
        for (int segment = 0; segment < 10; segment++) {
            shot.addWindows(Window.newBuilder().setFirstFrame(16 * segment).setFrames(16));
        }
        return AssemblyCommand.newBuilder()
                .setRenderId(render)
                .setPlan(AssemblyPlan.newBuilder()
                        .setRequest(RenderRequest.newBuilder()
                                .setProducer(producer)
                                .setWidth(64)
                                .setHeight(64)
                                .addShots(Shot.newBuilder().setContinuity(Continuity.CONTINUITY_CUT)))
                        .addShots(shot))
                .build();
    }

    private static RenderStatus.Builder status(RenderState state) {
        return RenderStatus.newBuilder().setRenderId("r1").setState(state);
    }

    private static StateRecord segment(int number, SegmentState state) {
        return StateRecord.newBuilder()
                .setSegment(SegmentSnapshot.newBuilder()
                        .setRef(ref().toBuilder().setSegment(number))
                        .setPool("p")
                        .setState(state))
                .build();
    }
}
