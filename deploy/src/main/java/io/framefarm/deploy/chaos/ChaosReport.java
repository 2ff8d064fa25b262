package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a farm went through, and what came of it.
 *
 * @param restarts of processes, those after a mishap included
 * @param fellByThemselves processes that ended although nothing was done to them
 */
public record ChaosReport(
        long seed,
        List<Recovery> recoveries,
        RollingRestart.Outcome rolling,
        int restarts,
        List<String> fellByThemselves,
        long done,
        long failed,
        long cancelled,
        ExamineFarm.Findings findings,
        Duration took) {

    private static final double MOST_TWICE = 0.02;

    public ChaosReport {
        recoveries = List.copyOf(recoveries);
        fellByThemselves = List.copyOf(fellByThemselves);
    }

    /** Promises that were broken, each in a sentence. */
    public List<String> breaches() {
        List<String> breaches = new ArrayList<>(findings.breaches());
        if (rolling.again() > 0) {
            breaches.add("a rolling restart loses no work: " + rolling.again() + " segments were begun twice");
        }
        if (failed > 0) {
            breaches.add("nothing fails for what happens to processes: " + failed + " renders failed");
        }
        return breaches;
    }

    /** Frames of videos that were compared with the topics and with the undisturbed run. */
    public int framesCompared() {
        return findings.frames();
    }

    public int lost() {
        return findings.lost();
    }

    public int doubled() {
        return findings.doubled();
    }

    /** Goals that the machine did not let the farm reach: times, and the share of work done twice. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        recoveries.stream()
                .filter(recovery -> !recovery.inTime())
                .map(Recovery::line)
                .forEach(missed::add);
        if (shareTwice() > MOST_TWICE) {
            missed.add("rendered twice: %.2f %% of the GPU-seconds (allowed: %.0f %%)"
                    .formatted(shareTwice() * 100, MOST_TWICE * 100));
        }
        return missed;
    }

    private double shareTwice() {
        double all = findings.gpu().all();
        return all == 0 ? 0 : findings.gpu().twice() / all;
    }

    /** For a person to read. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%d mishaps and %d restarts of processes survived in %d s (seed %d)"
                .formatted(recoveries.size(), restarts, took.toSeconds(), seed));
        lines.add("%d renders: %d done, %d failed, %d cancelled"
                .formatted(done + failed + cancelled, done, failed, cancelled));
        lines.add("%,d frames of videos compared with the topics and with an undisturbed run: %d lost, %d doubled"
                .formatted(findings.frames(), findings.lost(), findings.doubled()));
        GpuSeconds gpu = findings.gpu();
        lines.add("%d segments rendered in %.1f GPU-seconds; %d of them twice, %.2f %% of the GPU-seconds"
                .formatted(gpu.results(), gpu.all(), gpu.resultsTwice(), shareTwice() * 100));
        lines.add("begun and interrupted by a mishap: at most %.1f GPU-seconds".formatted(gpu.interrupted()));
        lines.add(rolling.line());
        if (!fellByThemselves.isEmpty()) {
            lines.add("processes that ended by themselves and were started again: " + fellByThemselves);
        }
        lines.addAll(slowest());
        findings.kept().forEach(promise -> lines.add("kept: " + promise));
        breaches().forEach(breach -> lines.add("BROKEN: " + breach));
        missed().forEach(goal -> lines.add("MISSED: " + goal));
        return lines;
    }

    /** Of each mishap the longest recovery. */
    private List<String> slowest() {
        Map<Mishap, Recovery> slowest = new TreeMap<>();
        recoveries.forEach(recovery -> slowest.merge(
                recovery.mishap(), recovery, (one, two) -> one.took().compareTo(two.took()) >= 0 ? one : two));
        return slowest.values().stream()
                .map(recovery -> "at most: " + recovery.line())
                .toList();
    }
}
