package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.monitor.LogContext;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.SegmentWon;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads every record to its render. Commands and frames come from different topics, so a frame may come before the plan
 * of its render: then it is parked for a while. Used by the thread that reads the topics.
 */
public final class StitchRenders {
    private static final Logger LOG = LoggerFactory.getLogger(StitchRenders.class);
    /** After that a frame without a plan belongs to nothing. */
    private static final Duration PARKED_FOR = Duration.ofMinutes(5);
    /** Without pixels; a few hundred bytes each. */
    private static final int MAX_PARKED = 100_000;
    /** Renders whose late frames are recognised at once. */
    private static final int MAX_REMEMBERED = 10_000;
    /** Silence after which frames that have been announced, and are not there, are not waited for any longer. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final StitchTools tools;
    private final InstantSource clock;
    private final Consumer<String> released;
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Parked> parked = new LinkedHashMap<>();
    private final Map<String, Boolean> endedBefore = new BoundedMemory(MAX_REMEMBERED);
    private final EndedPreviews endedPreviews;
    private final Queue<StitchRender> justEnded = new ConcurrentLinkedQueue<>();
    private final List<WithdrawVideo> withdrawals = new ArrayList<>();
    private final Map<String, SerialExecutor> turns = new HashMap<>();
    private int parkedFrames;

    /** Tells {@code released} of each render whose records are not needed any more. */
    public StitchRenders(StitchTools tools, InstantSource clock, Consumer<String> released) {
        this.tools = tools;
        this.clock = clock;
        this.released = released;
        this.endedPreviews = new EndedPreviews(tools.store(), tools.encoding());
    }

    private static final class Open {
        private final StitchRender render;
        private Instant heardOf;
        private boolean toldAgain;

        private Open(StitchRender render, Instant heardOf) {
            this.render = render;
            this.heardOf = heardOf;
        }
    }

    private record Parked(Instant since, List<FrameEntry> frames) {}

    /** Remembers so many and forgets the oldest. */
    private static final class BoundedMemory extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;
        private final int capacity;

        private BoundedMemory(int capacity) {
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > capacity;
        }
    }

    public void command(AssemblyCommand command) {
        String renderId = command.getRenderId();
        switch (command.getCommandCase()) {
            case PLAN -> plan(renderId, command.getPlan());
            case SEGMENT_WON -> won(renderId, command.getSegmentWon());
            case ABANDON -> abandon(renderId);
            case COMMAND_NOT_SET -> LOG.warn("Ignored an empty assembly command for render {}", renderId);
        }
    }

    private void plan(String renderId, AssemblyPlan plan) {
        closeEnded(clock.instant());
        Open known = open.get(renderId);
        if (known != null && known.render.plan().equals(plan)) {
            known.toldAgain = true;
            return;
        }
        if (known != null) {
            var unused = known.render.drop();
        }
        begin(renderId, plan);
    }

    private void begin(String renderId, AssemblyPlan plan) {
        SerialExecutor inTurn = turnsOf(renderId);
        endedBefore.remove(renderId);
        endedPreviews.keep(renderId);
        try {
            StitchRender render = new StitchRender(renderId, plan, tools, inTurn, justEnded::add);
            open.put(renderId, new Open(render, clock.instant()));
            render.start();
            unpark(renderId).forEach(render::frame);
        } catch (IllegalArgumentException e) {
            refuse(renderId, e);
        }
    }

    private void refuse(String renderId, IllegalArgumentException problem) {
        try {
            new StitchReports(renderId, tools.events(), tools.counters())
                    .failed(Category.CATEGORY_BUG, "PLAN_INCONSISTENT", problem);
        } catch (IOException e) {
            LOG.error("The refusal of render {} could not be told", renderId, e);
        }
        open.remove(renderId);
        release(renderId);
    }

    private void won(String renderId, SegmentWon won) {
        Open known = open.get(renderId);
        if (known == null) {
            LOG.debug("Ignored the winner of a segment of render {}, which is not open", renderId);
            release(renderId);
            return;
        }
        known.heardOf = clock.instant();
        known.render.won(won);
    }

    /** The render is called off: nothing of it will be published, and what may have been published of it goes again. */
    private void abandon(String renderId) {
        Open known = open.get(renderId);
        if (known != null) {
            known.render.abandon();
        }
        WithdrawVideo withdrawal = new WithdrawVideo(renderId, tools, turnsOf(renderId));
        withdrawals.add(withdrawal);
        withdrawal.start();
    }

    /** What is done about a render is done in one order, also when it ends and begins again. */
    private SerialExecutor turnsOf(String renderId) {
        return turns.computeIfAbsent(
                renderId, id -> new SerialExecutor(task -> tools.encoding().execute(LogContext.around(id, task))));
    }

    /** Whether the frame's pixels may be of use. */
    public boolean wants(String renderId) {
        return !endedBefore.containsKey(renderId);
    }

    public void frame(FrameEntry entry) {
        String renderId = entry.ref().getRenderId();
        Open known = open.get(renderId);
        if (known != null) {
            known.heardOf = clock.instant();
            known.render.frame(entry);
        } else if (endedBefore.containsKey(renderId)) {
            tools.counters().arrived(FrameFate.LATE);
            tools.frames().forget(entry.place());
            released.accept(renderId);
        } else {
            park(renderId, entry);
        }
    }

    private void park(String renderId, FrameEntry entry) {
        tools.counters().arrived(FrameFate.PARKED);
        parked.computeIfAbsent(renderId, id -> new Parked(clock.instant(), new ArrayList<>()))
                .frames()
                .add(entry);
        parkedFrames++;
        if (parkedFrames > MAX_PARKED) {
            dropForeign(parked.keySet().iterator().next());
        }
    }

    private List<FrameEntry> unpark(String renderId) {
        Parked waiting = parked.remove(renderId);
        if (waiting == null) {
            return List.of();
        }
        parkedFrames -= waiting.frames().size();
        return waiting.frames();
    }

    private void dropForeign(String renderId) {
        List<FrameEntry> frames = unpark(renderId);
        LOG.warn("Dropped {} frames of render {}, of which no plan has come", frames.size(), renderId);
        for (FrameEntry frame : frames) {
            tools.counters().arrived(FrameFate.FOREIGN);
            tools.frames().forget(frame.place());
        }
        release(renderId);
    }

    /** To be called every second or so; {@code caughtUp} says of a render whether its partition has been read to the end. */
    public void tick(Predicate<String> caughtUp) {
        Instant now = clock.instant();
        closeEnded(now);
        endedPreviews.removeDue(now);
        releaseWithdrawn();
        for (Open render : open.values()) {
            if (render.heardOf.plus(SILENCE).isBefore(now) && caughtUp.test(render.render.renderId())) {
                render.heardOf = now;
                render.render.sendBackIncomplete();
            }
        }
        List<String> foreign = parked.entrySet().stream()
                .filter(entry -> entry.getValue().since().plus(PARKED_FOR).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        foreign.forEach(this::dropForeign);
    }

    private void closeEnded(Instant now) {
        for (StitchRender render = justEnded.poll(); render != null; render = justEnded.poll()) {
            Open known = open.get(render.renderId());
            if (known == null || known.render != render) {
                continue;
            }
            open.remove(render.renderId());
            if (known.toldAgain) {
                // Who tells a plan again has not heard of the end, which came at the same moment: it is told again.
                begin(render.renderId(), render.plan());
            } else {
                release(render.renderId());
                endedPreviews.add(render.renderId(), now);
            }
        }
    }

    /** Only now may the word that it was called off be forgotten: a crash before would have left the video. */
    private void releaseWithdrawn() {
        for (Iterator<WithdrawVideo> each = withdrawals.iterator(); each.hasNext(); ) {
            WithdrawVideo withdrawal = each.next();
            if (withdrawal.isDone()) {
                each.remove();
                release(withdrawal.renderId());
            }
        }
    }

    private boolean isBeingWithdrawn(String renderId) {
        return withdrawals.stream().anyMatch(withdrawal -> withdrawal.renderId().equals(renderId));
    }

    private void release(String renderId) {
        if (open.containsKey(renderId) || isBeingWithdrawn(renderId)) {
            return;
        }
        turns.remove(renderId);
        endedBefore.put(renderId, true);
        released.accept(renderId);
    }

    /**
     * Another stitcher has these renders now: everything about them is forgotten, nothing about them is told. Done when
     * nothing of them is held any more.
     */
    public CompletableFuture<Void> drop(Predicate<String> which) {
        List<String> dropped = open.keySet().stream().filter(which).toList();
        CompletableFuture<?>[] done = dropped.stream()
                .map(renderId ->
                        Objects.requireNonNull(open.remove(renderId)).render.drop())
                .toArray(CompletableFuture[]::new);
        List<String> waiting = parked.keySet().stream().filter(which).toList();
        waiting.forEach(
                renderId -> unpark(renderId).forEach(frame -> tools.frames().forget(frame.place())));
        withdrawals.removeIf(withdrawal -> which.test(withdrawal.renderId()) && withdrawal.giveUp());
        turns.keySet().removeIf(which);
        endedBefore.clear();
        endedPreviews.removeAll();
        return CompletableFuture.allOf(done);
    }

    /** Renders that have a plan and no end. */
    public int size() {
        return open.size();
    }
}
