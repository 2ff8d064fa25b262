package io.framefarm.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.FailureCodes;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.latents.HandLatents;
import io.framefarm.worker.latents.Sha256;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final long DISPATCHED_AT = 1_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeQueue queue = new FakeQueue();
    private final FakePublisher publisher = new FakePublisher();
    private final FakeRenderer renderer = new FakeRenderer();
    private final FakeLatentLog latents = new FakeLatentLog();
    private final RevokedRenders revoked = new RevokedRenders(100);
    private final Intake intake = new Intake(
            "w1",
            1,
            renderer,
            slot -> queue.consumer(),
            slot -> publisher,
            new HandLatents(TensorCache.NONE, latents),
            revoked,
            new SilentEvents(),
            System::nanoTime);

    @AfterEach
    void stop() throws InterruptedException {
        intake.drain(Duration.ZERO);
    }

    @Test
    void latentsThatASegmentNeedsAreReadFromTheLogWhenTheCacheHasLostThem() {
        ByteString values = ByteString.copyFromUtf8("latents");
        queue.add(needing(job("r1", 16, 3), latents.add(values)));
        intake.start();

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("accepted r1"));
        assertThat(renderer.given).containsExactly(values);
    }

    @Test
    void latentsThatAreGoneFailTheSegmentUnderACodeThatTheCoordinatorKnows() {
        queue.add(needing(job("r1", 16, 3), FakeLatentLog.address(7, ByteString.copyFromUtf8("lost"))));
        intake.start();

        await().untilAsserted(() -> assertThat(publisher.failed).singleElement().satisfies(failed -> {
            assertThat(failed.getFailure().getCode()).isEqualTo(FailureCodes.LATENTS_GONE);
            assertThat(failed.getFailure().getCategory()).isEqualTo(Category.CATEGORY_RETRYABLE);
        }));
    }

    @Test
    void whatASegmentHandsOnIsPublishedWithItsResult() {
        SegmentJob.Builder job = job("r1", 16, 3).toBuilder();
        job.getRecipeBuilder().setKeepsLatents(true);
        renderer.latents = ByteString.copyFromUtf8("latents");
        queue.add(job.build());
        intake.start();

        await().untilAsserted(() -> assertThat(publisher.latents).hasSize(1));
        assertThat(publisher.latents.get(0).getValues()).isEqualTo(renderer.latents);
        assertThat(publisher.rendered.get(0).getLatents().getSha256()).isEqualTo(Sha256.of(renderer.latents));
    }

    private static SegmentJob needing(SegmentJob job, LatentAddress address) {
        SegmentJob.Builder needing = job.toBuilder().addLatents(address);
        needing.getRecipeBuilder().addInputs(LatentInput.newBuilder().setSha256(address.getSha256()));
        return needing.build();
    }

    @Test
    void aJobIsAcceptedAfterItsFramesAndItsResultWerePublished() {
        queue.add(job("r1", 16, 3));
        intake.start();

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("accepted r1"));
        assertThat(publisher.frames).extracting(FrameRecord::getFrame).containsExactly(16, 17, 18);
        assertThat(publisher.rendered).singleElement().satisfies(result -> {
            assertThat(result.getFramesCount()).isEqualTo(3);
            assertThat(result.getAttempt())
                    .isEqualTo(Attempt.newBuilder()
                            .setDispatch(2)
                            .setDelivery(1)
                            .setWorker("w1")
                            .setRun(1)
                            .build());
        });
    }

    @Test
    void oneSegmentRendersAtATimeWhileTheNextIsPrepared() {
        CountDownLatch goOn = new CountDownLatch(1);
        renderer.steps = 2;
        renderer.step = (recipe, cancellation) -> goOn.await();
        queue.add(job("r1", 0, 1));
        queue.add(job("r2", 0, 1));
        queue.add(job("r3", 0, 1));
        intake.start();

        await().untilAsserted(() -> assertThat(renderer.prepared).hasSize(2));
        assertThat(renderer.rendering).hasValue(1);
        goOn.countDown();
        await().untilAsserted(() ->
                assertThat(queue.settled).containsExactlyInAnyOrder("accepted r1", "accepted r2", "accepted r3"));
        assertThat(renderer.mostAtOnce).hasValue(1);
    }

    /** Building engines takes minutes, and a lock seconds. */
    @Test
    void theLockIsRenewedWhileNetworksAreBuilt() {
        AtomicBoolean built = new AtomicBoolean();
        renderer.opening = () -> await().untilTrue(built);
        queue.add(job("r1", 0, 1));
        intake.start();

        await().until(() -> queue.renewals.get() >= 3);
        assertThat(renderer.prepared).isEmpty();
        assertThat(queue.settled).isEmpty();
        built.set(true);
        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("accepted r1"));
    }

    @Test
    void theNextJobIsNotAskedForBeforeTheLastStep() throws InterruptedException {
        renderer.steps = 3;
        renderer.step = untilCancelled();
        queue.add(job("r1", 0, 1));
        queue.add(job("r2", 0, 1));
        intake.start();
        await().until(() -> renderer.rendering.get() == 1);

        intake.drain(Duration.ZERO);

        assertThat(renderer.prepared).hasSize(1);
        assertThat(queue.settled).contains("released r1").doesNotContain("released r2");
    }

    @Test
    void aFailureIsPublishedWithItsCategoryAndTheJobAccepted() {
        renderer.step = (recipe, cancellation) -> {
            throw new RenderFailure(Category.CATEGORY_USER, "LORA_NOT_FOUND", "lora 'x' is not here");
        };
        queue.add(job("r1", 0, 1));
        intake.start();

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("accepted r1"));
        assertThat(publisher.failed).singleElement().satisfies(failed -> {
            assertThat(failed.getFailure().getCategory()).isEqualTo(Category.CATEGORY_USER);
            assertThat(failed.getFailure().getCode()).isEqualTo("LORA_NOT_FOUND");
        });
        assertThat(publisher.frames).isEmpty();
    }

    @Test
    void aFaultOfTheRendererIsReportedAsABug() {
        renderer.step = (recipe, cancellation) -> {
            throw new IllegalStateException("shape [1] is not [2]");
        };
        queue.add(job("r1", 0, 1));
        intake.start();

        await().untilAsserted(() -> assertThat(publisher.failed).singleElement().satisfies(failed -> {
            assertThat(failed.getFailure().getCategory()).isEqualTo(Category.CATEGORY_BUG);
            assertThat(failed.getFailure().getMessage()).contains("shape [1] is not [2]");
        }));
    }

    @Test
    void aRevokedRenderIsDroppedInTheMiddleAndBeforeItStarts() {
        renderer.step = untilCancelled();
        queue.add(job("r1", 0, 1));
        intake.start();
        await().until(() -> renderer.rendering.get() == 1);

        revoked.revoke(Revocation.newBuilder()
                .setRenderId("r1")
                .setReason("cancelled by its producer")
                .setRevokedAtMs(DISPATCHED_AT)
                .build());
        queue.add(job("r1", 0, 1));

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("accepted r1", "accepted r1"));
        assertThat(publisher.rendered).isEmpty();
        assertThat(publisher.failed).isEmpty();
    }

    @Test
    void aJobDispatchedAfterTheRevocationIsServed() {
        revoked.revoke(Revocation.newBuilder()
                .setRenderId("r1")
                .setRevokedAtMs(DISPATCHED_AT - 1)
                .build());
        queue.add(job("r1", 0, 1));
        intake.start();

        await().untilAsserted(() -> assertThat(publisher.rendered).hasSize(1));
    }

    @Test
    void theRevocationOfOneSegmentLeavesTheOthers() {
        revoked.revoke(Revocation.newBuilder()
                .setRenderId("r1")
                .setSegment(SegmentRef.newBuilder().setRenderId("r1").setSegment(1))
                .setRevokedAtMs(DISPATCHED_AT)
                .build());
        queue.add(job("r1", 0, 1));
        queue.add(job("r1", 0, 1).toBuilder()
                .setRef(SegmentRef.newBuilder().setRenderId("r1").setSegment(1))
                .build());
        intake.start();

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("accepted r1", "accepted r1"));
        assertThat(publisher.rendered)
                .singleElement()
                .satisfies(result -> assertThat(result.getRef().getSegment()).isZero());
    }

    @Test
    void aJobThatThisWorkerFailedBeforeIsLeftToOthers() {
        queue.add(job("r1", 0, 1).toBuilder().addAvoidWorkers("w1").build());
        intake.start();

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("released r1"));
        assertThat(publisher.started).isEmpty();
    }

    @Test
    void aJobWhoseLockWasLostPublishesNothing() {
        renderer.step = untilCancelled();
        queue.add(job("r1", 0, 1));
        intake.start();
        await().until(() -> renderer.rendering.get() == 1);

        queue.lockHeld = false;

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("released r1"));
        assertThat(publisher.rendered).isEmpty();
    }

    @Test
    void aResultThatCannotBePublishedGivesTheJobBack() {
        publisher.broken = true;
        queue.add(job("r1", 0, 1));
        intake.start();

        await().untilAsserted(() -> assertThat(queue.settled).containsExactly("released r1"));
    }

    @Test
    void drainingFinishesWhatRendersAndTakesNothingMore() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        renderer.step = (recipe, cancellation) -> goOn.await();
        queue.add(job("r1", 0, 1));
        intake.start();
        await().until(() -> renderer.rendering.get() == 1);

        Thread drain = new Thread(() -> drainPatiently(LONG));
        drain.start();
        goOn.countDown();
        drain.join();
        queue.add(job("r2", 0, 1));

        assertThat(queue.settled).containsExactlyInAnyOrder("accepted r1", "closed", "closed");
        assertThat(intake.alive()).isFalse();
    }

    @Test
    void drainingGivesBackWhatTakesTooLong() throws InterruptedException {
        renderer.step = untilCancelled();
        queue.add(job("r1", 0, 1));
        intake.start();
        await().until(() -> renderer.rendering.get() == 1);

        intake.drain(Duration.ZERO);

        assertThat(queue.settled).containsExactlyInAnyOrder("released r1", "closed", "closed");
        assertThat(publisher.rendered).isEmpty();
    }

    private FakeRenderer.Step untilCancelled() {
        return (recipe, cancellation) -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            cancellation.onCancel(cancelled::countDown);
            cancelled.await();
            cancellation.throwIfCancelled();
        };
    }

    private void drainPatiently(Duration patience) {
        try {
            intake.drain(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SegmentJob job(String render, int firstFrame, int frames) {
        return SegmentJob.newBuilder()
                .setRef(SegmentRef.newBuilder().setRenderId(render))
                .setDispatch(2)
                .setDispatchedAtMs(DISPATCHED_AT)
                .setRecipe(Recipe.newBuilder()
                        .setModel("test")
                        .setFirstFrame(firstFrame)
                        .setFrames(frames))
                .build();
    }

    /** Nobody listens. */
    private static final class SilentEvents implements WorkerEvents {
        @Override
        public void picked(SegmentJob job, Attempt attempt) {}

        @Override
        public void stepDone(Attempt attempt, int step, int steps) {}

        @Override
        public void renewed(boolean held) {}

        @Override
        public void ended(SegmentJob job, Attempt attempt, Outcome outcome) {}
    }
}
