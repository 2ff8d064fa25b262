package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.LiveWorkers;
import io.framefarm.coordinator.admit.RenderingPace;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The whole farm as its coordinator sees it. One thread owns it. When the effects of a step could not be carried out, the
 * farm is ahead of the world: throw it away and restore another from the saved state.
 */
public final class Farm {
    private final Ledger ledger = new Ledger();
    private final LiveWorkers workers;
    private final ReportStatus report;
    private final ApplyEvents events;
    private final ApplyCommands commands;
    private final WatchSegments watch;
    private final ExpireRenders expire;
    private final DispatchSegments dispatch;
    private final MeasureLoad load;
    private final FarmInput.Receiver receiver = new Inputs();

    public Farm(FarmSettings settings) {
        workers = new LiveWorkers(settings.workerSilence());
        report = new ReportStatus(ledger, workers, settings);
        TellStitcher stitcher = new TellStitcher(ledger);
        EndRenders ends = new EndRenders(ledger, report, stitcher);
        SegmentFailures failures = new SegmentFailures(ledger, new RetryPolicy(settings), ends);
        RenderingPace pace = new RenderingPace();
        events = new ApplyEvents(ledger, failures, ends, stitcher, pace);
        commands = new ApplyCommands(ledger, ends, stitcher);
        watch = new WatchSegments(ledger, workers, failures, settings);
        expire = new ExpireRenders(ledger, ends, settings);
        dispatch = new DispatchSegments(ledger, workers, settings);
        load = new MeasureLoad(ledger, workers, pace);
    }

    /** As the saved state says; what was not saved, who lives above all, is learned again. */
    public static Farm restore(FarmSettings settings, Collection<StateRecord> state, Instant now) {
        Farm farm = new Farm(settings);
        farm.ledger.advanceTo(now.toEpochMilli());
        RestoreState.into(farm.ledger, state);
        return farm;
    }

    /** Takes these inputs in their order, and says everything that is to be done, all together or not at all. */
    public List<Effect> step(List<FarmInput> inputs, Instant now) {
        ledger.advanceTo(now.toEpochMilli());
        inputs.forEach(input -> input.applyTo(receiver));
        dispatch.fill();
        report.changes();
        return ledger.takeEffects();
    }

    public FarmLoad load() {
        return load.now();
    }

    private final class Inputs implements FarmInput.Receiver {
        @Override
        public void command(RenderCommand command) {
            commands.apply(command);
        }

        @Override
        public void event(FarmEvent event) {
            events.apply(event);
        }

        @Override
        public void heartbeat(WorkerHeartbeat heartbeat) {
            workers.heard(heartbeat, Instant.ofEpochMilli(ledger.nowMs()));
            events.heartbeat(heartbeat);
        }

        @Override
        public void deadLettered(SegmentJob job) {
            events.deadLettered(job);
        }

        @Override
        public void tick() {
            workers.forgetSilent(Instant.ofEpochMilli(ledger.nowMs()));
            watch.watch();
            expire.expire();
            report.waiting();
        }
    }
}
