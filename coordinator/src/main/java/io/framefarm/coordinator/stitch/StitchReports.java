package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the farm, the log and the counters what happens to one render. */
final class StitchReports {
    private static final Logger LOG = LoggerFactory.getLogger(StitchReports.class);
    /** A segment's worth. */
    private static final int FRAMES_BETWEEN = 16;

    private final String renderId;
    private final StitchEvents events;
    private final StitchCounters counters;

    StitchReports(String renderId, StitchEvents events, StitchCounters counters) {
        this.renderId = renderId;
        this.events = events;
        this.counters = counters;
    }

    void arrived(FrameFate fate) {
        counters.arrived(fate);
    }

    void encoded(int frames, int length) {
        counters.encoded();
        if (frames % FRAMES_BETWEEN == 0 || frames == length) {
            events.progress(VideoProgress.newBuilder()
                    .setRenderId(renderId)
                    .setFramesEncoded(frames)
                    .build());
        }
    }

    void published(VideoReady ready) throws IOException {
        events.ready(ready);
        counters.ended(StitchCounters.Outcome.PUBLISHED);
        LOG.info("Published render {} as {}: {} frames", renderId, ready.getKey(), ready.getFrames());
    }

    void announcedAgain(VideoReady ready) throws IOException {
        events.ready(ready);
        counters.ended(StitchCounters.Outcome.ANNOUNCED_AGAIN);
        LOG.info("Render {} was published before; announced {} again", renderId, ready.getKey());
    }

    void abandoned() {
        counters.ended(StitchCounters.Outcome.ABANDONED);
        LOG.info("Abandoned render {}", renderId);
    }

    void damaged(SegmentRef ref, Attempt winner, String code, String problem) throws IOException {
        LOG.warn(
                "Segment {} of shot {} of render {} has to be rendered again: {}",
                ref.getSegment(),
                ref.getShot(),
                renderId,
                problem);
        events.damaged(FramesDamaged.newBuilder()
                .setRef(ref)
                .setWinner(winner)
                .setFailure(failure(Category.CATEGORY_RETRYABLE, code, problem))
                .build());
        counters.damaged();
    }

    void failed(Category category, String code, Exception problem) throws IOException {
        if (category == Category.CATEGORY_BUG) {
            LOG.error("Render {} cannot be stitched", renderId, problem);
        } else {
            LOG.error("Render {} cannot be stitched: {}", renderId, String.valueOf(problem));
        }
        String message = "render " + renderId + " cannot be stitched: " + problem;
        events.failed(VideoFailed.newBuilder()
                .setRenderId(renderId)
                .setFailure(failure(category, code, message))
                .build());
        counters.ended(StitchCounters.Outcome.FAILED);
    }

    private static Failure failure(Category category, String code, String message) {
        return Failure.newBuilder()
                .setCategory(category)
                .setCode(code)
                .setMessage(message)
                .build();
    }
}
