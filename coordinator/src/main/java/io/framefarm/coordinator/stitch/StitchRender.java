package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.store.ClaimChecks;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stitches one render: takes what arrives, encodes what is due, publishes what is complete. Everything happens in turns
 * on the render's own serial executor, a turn encodes one frame at most, and a segment of decoded frames is held at most.
 */
final class StitchRender {
    private static final Logger LOG = LoggerFactory.getLogger(StitchRender.class);
    /** A frame of the largest size as PNG, with room for noise that does not compress. */
    private static final int MAX_CLAIM_BYTES = 4 * Limits.MAX_PIXELS;

    private final String renderId;
    private final AssemblyPlan plan;
    private final StitchTools tools;
    private final Consumer<StitchRender> whenEnded;
    private final Assembly assembly;
    private final VideoSpec spec;
    private final VisibleMark mark;
    private final PreviewTurns preview;
    private final PublishVideo publisher;
    private final StitchReports reports;
    private final SerialExecutor turns;
    private final LoadFrame loader;
    private final FramesAhead ahead;

    private @Nullable DraftVideo draft;
    private int encoded;
    private int failures;
    private boolean started;
    /** Of a draft that is finished. */
    private @Nullable VideoRecipe recipe;

    private boolean resting;
    private boolean ended;

    /** Throws {@link IllegalArgumentException} for a plan that makes no video. */
    StitchRender(
            String renderId,
            AssemblyPlan plan,
            StitchTools tools,
            SerialExecutor turns,
            Consumer<StitchRender> whenEnded) {
        this.renderId = renderId;
        this.plan = plan;
        this.tools = tools;
        this.whenEnded = whenEnded;
        this.assembly = new Assembly(renderId, plan);
        this.spec = DescribeVideo.of(plan.getRequest());
        this.mark = new VisibleMark(plan.getRequest().getOutput().getMark());
        this.publisher = new PublishVideo(tools.store(), tools.signature());
        this.reports = new StitchReports(renderId, tools.events(), tools.counters());
        this.turns = turns;
        this.loader = new LoadFrame(tools.frames(), new ClaimChecks(tools.store(), MAX_CLAIM_BYTES));
        Runnable nextTurn = () -> turns.execute(this::advance);
        this.ahead = new FramesAhead(tools.decoding(), nextTurn);
        this.preview = new PreviewTurns(tools.previews().open(renderId, spec), tools.decoding(), nextTurn);
    }

    String renderId() {
        return renderId;
    }

    AssemblyPlan plan() {
        return plan;
    }

    void start() {
        turns.execute(this::advance);
    }

    void frame(FrameEntry entry) {
        turns.execute(() -> {
            FrameFate fate = ended ? FrameFate.LATE : assembly.offer(entry);
            reports.arrived(fate);
            if (fate != FrameFate.KEPT) {
                tools.frames().forget(entry.place());
            }
            advance();
        });
    }

    void won(SegmentWon won) {
        turns.execute(() -> attempt(() -> {
            forget(ended ? List.of() : assembly.won(won));
            advance();
        }));
    }

    private void forget(List<FrameEntry> lost) {
        for (FrameEntry frame : lost) {
            reports.arrived(FrameFate.STALE);
            tools.frames().forget(frame.place());
        }
    }

    /** Sends back the segments whose winner's frames are not all there, although all should have come by now. */
    void sendBackIncomplete() {
        turns.execute(() -> attempt(() -> {
            for (SegmentFrames segment : ended ? List.<SegmentFrames>of() : assembly.lackingFrames()) {
                Attempt winner = segment.winner().orElseThrow();
                reports.damaged(segment.ref(), winner, "FRAMES_MISSING", "frames of the winner are not on the topic");
                forget(segment.unwin());
            }
            advance();
        }));
    }

    /** Nothing more of the render will be published. */
    void abandon() {
        turns.execute(() -> {
            if (!ended) {
                reports.abandoned();
                end();
            }
        });
    }

    /** Another stitcher takes over, or this one stops. Done when nothing of the render is held any more. */
    CompletableFuture<Void> drop() {
        return CompletableFuture.runAsync(
                        () -> {
                            if (!ended) {
                                end();
                            }
                        },
                        turns)
                .thenCompose(ended -> preview.settled());
    }

    private void advance() {
        if (ended || resting) {
            return;
        }
        attempt(() -> {
            if (!started && announceAgain()) {
                return;
            }
            begin();
            if (ahead.firstIsReady() && preview.keepsUp()) {
                encode(ahead.take());
                turns.execute(this::advance);
            } else if (encoded == assembly.length()) {
                publish();
            }
        });
    }

    private boolean announceAgain() throws IOException {
        Optional<VideoReady> before = publisher.publishedBefore(renderId, plan);
        if (before.isPresent()) {
            reports.announcedAgain(before.get());
            end();
        }
        started = true;
        return before.isPresent();
    }

    /** A render that waits for its first frame holds no encoder. */
    private void begin() throws IOException {
        if (draft == null && assembly.nextIsDue()) {
            draft = DraftVideo.begin(tools, renderId, spec);
        }
        DraftVideo into = draft;
        if (into != null) {
            ahead.fill(assembly, due -> prepare(into, due));
        }
    }

    /** Off the turns: whatever can be done before the frame's own. */
    private PreparedFrame prepare(DraftVideo into, Assembly.Due due) throws IOException {
        LoadedFrame loaded = loader.load(due);
        RgbFrame picture = mark.draw(loaded.picture());
        return new PreparedFrame(into.prepare(picture), preview.shrink(picture), loaded.origins());
    }

    private void encode(PreparedFrame frame) throws IOException {
        if (draft == null) {
            throw new IllegalStateException("render " + renderId + " has a frame and no video");
        }
        draft.encode(frame);
        preview.show(encoded, frame.shrunken());
        encoded++;
        reports.encoded(encoded, assembly.length());
    }

    private void publish() throws IOException {
        if (draft == null) {
            throw new IllegalStateException("render " + renderId + " has no frames");
        }
        if (recipe == null) {
            preview.end();
            recipe = draft.finish(plan.getRequest());
        }
        reports.published(publisher.publish(renderId, plan, new FinishedVideo(draft, spec.format(), encoded, recipe)));
        end();
    }

    private interface Step {
        void run() throws IOException;
    }

    /** The one place that decides what a failure means. */
    private void attempt(Step step) {
        try {
            step.run();
        } catch (DamagedFrameException e) {
            attempt(() -> sendBack(e));
        } catch (IOException e) {
            retryLater(e);
        } catch (RuntimeException e) {
            giveUp(Category.CATEGORY_BUG, "STITCHER_BUG", e);
        }
    }

    private void sendBack(DamagedFrameException damage) throws IOException {
        FrameEntry entry = damage.entry().orElseThrow();
        rewind(encoded);
        reports.damaged(entry.ref(), entry.attempt(), "FRAME_DAMAGED", String.valueOf(damage.getMessage()));
        forget(assembly.reject(entry));
        turns.execute(this::advance);
    }

    /** A finished file is kept for the next attempt; an unfinished one is begun anew. */
    private void retryLater(IOException problem) {
        failures++;
        if (failures > tools.backoff().attempts()) {
            giveUp(Category.CATEGORY_RESOURCES, "VIDEO_NOT_WRITTEN", problem);
            return;
        }
        Duration wait = tools.backoff().after(failures);
        LOG.warn("Stitching render {} failed: {}; attempt {} follows in {}", renderId, problem, failures + 1, wait);
        LOG.debug("Where it failed", problem);
        tools.counters().retried();
        if (recipe == null) {
            discardDraft();
            rewind(0);
        }
        rest(wait, this::advance);
    }

    private void giveUp(Category category, String code, Exception problem) {
        try {
            reports.failed(category, code, problem);
            end();
        } catch (IOException e) {
            LOG.error("The failure of render {} could not be told; trying again", renderId, e);
            rest(tools.backoff().longest(), () -> giveUp(category, code, problem));
        }
    }

    private void rest(Duration wait, Runnable then) {
        resting = true;
        Runnable turn = () -> {
            resting = false;
            if (!ended) {
                then.run();
            }
        };
        tools.timer().run(() -> turns.execute(turn), wait);
    }

    private void rewind(int frame) {
        ahead.clear();
        encoded = frame;
        assembly.rewind(frame);
    }

    private void discardDraft() {
        if (draft != null) {
            draft.close();
            draft = null;
        }
        recipe = null;
    }

    private void end() {
        ended = true;
        preview.close();
        ahead.clear();
        discardDraft();
        assembly.entries().forEach(entry -> tools.frames().forget(entry.place()));
        whenEnded.accept(this);
    }
}
