package io.framefarm.deploy.chaos;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.v1.RenderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A farm of real processes renders at full rate, and what each holds of memory is written down. In the middle third the
 * stitcher stands still for a while, so that nobody takes the frames that workers publish; then it catches up.
 */
public final class RunSoak {

    private static final String PHASE = "soak";
    private static final int SAMPLES = 60;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final ChaosSettings settings;
    private final Duration length;
    private final RunChaos.Ways ways;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /** @param progress hears a line for each sample */
    public RunSoak(
            ChaosSettings settings,
            Duration length,
            RunChaos.Ways ways,
            InstantSource clock,
            Consumer<String> progress) {
        this.settings = settings;
        this.length = length;
        this.ways = ways;
        this.clock = clock;
        this.progress = progress;
    }

    public SoakReport run() {
        try (ChaosFarm farm = ChaosFarm.start(settings, clock);
                FarmClient client = ways.client().apply(farm.bootstrap());
                FarmNews news = ways.news().of(farm.bootstrap())) {
            Chronicle chronicle = new Chronicle();
            Watch watch = new Watch(news, chronicle, clock, settings.patience());
            Workload workload = new Workload(client, watch);
            workload.renderOneOfEach(PHASE);
            watch.meanwhile(() -> workload.keepRendering(PHASE));
            Map<String, List<Long>> resident = new LinkedHashMap<>();
            Instant began = clock.instant();
            for (int sample = 1; sample <= SAMPLES; sample++) {
                Instant until = began.plus(length.multipliedBy(sample).dividedBy(SAMPLES));
                watch.awaitThat("it is time", () -> !clock.instant().isBefore(until));
                stitcherStandsStill(farm, sample);
                sample(farm, resident);
                removeOldVideos(farm.storeFolder());
                progress.accept(Duration.between(began, clock.instant()).toSeconds() + " s: " + last(resident));
            }
            watch.meanwhile(() -> {});
            workload.awaitEnd();
            return new SoakReport(
                    Duration.between(began, clock.instant()),
                    chronicle.begunCount(id -> true),
                    chronicle.endedAs(RenderState.RENDER_STATE_DONE),
                    resident);
        }
    }

    private static void stitcherStandsStill(ChaosFarm farm, int sample) {
        if (sample == SAMPLES * 7 / 20) {
            farm.stitcher().freeze();
        } else if (sample == SAMPLES * 9 / 20) {
            farm.stitcher().thaw();
        }
    }

    /** As whoever fetches them would, for the disk is small. */
    private void removeOldVideos(Path store) {
        Instant old = clock.instant().minus(KEPT);
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(RunSoak::isStored).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new ChaosFailedException("cannot remove old videos: " + e.getMessage(), e);
        }
    }

    /** A part that is still being written may be moved to its place at any moment. */
    private static boolean isStored(Path file) {
        return Files.isRegularFile(file) && !file.getFileName().toString().endsWith(".part");
    }

    private static void sample(ChaosFarm farm, Map<String, List<Long>> resident) {
        farm.all()
                .forEach(role -> resident.computeIfAbsent(role.name(), any -> new ArrayList<>())
                        .add(role.residentKb() >> 10));
    }

    private static Map<String, Long> last(Map<String, List<Long>> resident) {
        Map<String, Long> last = new LinkedHashMap<>();
        resident.forEach((process, samples) -> last.put(process, samples.get(samples.size() - 1)));
        return last;
    }
}
