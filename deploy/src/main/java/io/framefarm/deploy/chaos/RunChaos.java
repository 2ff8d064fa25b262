package io.framefarm.deploy.chaos;

import io.framefarm.deploy.audit.FarmRecords;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.v1.RenderState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The chaos suite: a farm of real processes renders undisturbed, is restarted worker by worker, lives through a storm of
 * mishaps, and is examined when everything has ended.
 */
public final class RunChaos {

    private static final String CALM = "calm";
    private static final String STORM = "storm";

    private final ChaosSettings settings;
    private final Ways ways;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /** The ways to a farm on a cluster, which is named by its address. */
    public record Ways(
            Function<String, FarmClient> client, FarmNews.Source news, Function<String, FarmRecords> records) {}

    /** @param progress hears a line about each step */
    public RunChaos(ChaosSettings settings, Ways ways, InstantSource clock, Consumer<String> progress) {
        this.settings = settings;
        this.ways = ways;
        this.clock = clock;
        this.progress = progress;
    }

    public ChaosReport run() {
        Instant began = clock.instant();
        try (ChaosFarm farm = ChaosFarm.start(settings, clock);
                FarmClient client = ways.client().apply(farm.bootstrap());
                FarmNews news = ways.news().of(farm.bootstrap())) {
            Chronicle chronicle = new Chronicle();
            Watch watch = new Watch(news, chronicle, clock, settings.patience());
            Workload workload = new Workload(client, watch);
            progress.accept("undisturbed: " + settings.workers() + " workers, disks are "
                    + farm.scratch().kind());
            Map<Workload.Kind, String> calm = workload.renderOneOfEach(CALM);
            RollingRestart.Outcome rolling = new RollingRestart(farm, watch, workload).restartAll();
            progress.accept(rolling.line());
            Storm storm = new Storm(farm, settings, watch, workload);
            List<Recovery> recoveries = storm.blow(STORM, new SplittableRandom(settings.seed()), progress);
            progress.accept("examining the topics and the videos");
            ExamineFarm.Findings findings = new ExamineFarm(
                            ways.records().apply(farm.bootstrap()),
                            farm.storeFolder(),
                            settings.folder(),
                            settings.workers(),
                            clock)
                    .examine(chronicle.ended(), new EnumMap<>(calm));
            return new ChaosReport(
                    settings.seed(),
                    recoveries,
                    rolling,
                    farm.all().mapToInt(Role::restarts).sum(),
                    storm.fellByThemselves(),
                    chronicle.endedAs(RenderState.RENDER_STATE_DONE),
                    chronicle.endedAs(RenderState.RENDER_STATE_FAILED),
                    chronicle.endedAs(RenderState.RENDER_STATE_CANCELLED),
                    findings,
                    Duration.between(began, clock.instant()));
        }
    }
}
