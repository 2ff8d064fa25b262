package io.framefarm.deploy.bench;

import io.framefarm.coordinator.stitch.kafka.MeasureStitching;
import io.framefarm.deploy.kafka.BrokerSettings;
import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.deploy.kafka.EmbeddedKafka;
import io.framefarm.protocol.kafka.TopicSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Gives the measurement of stitching a broker and a folder of its own. */
public final class StitchingRun {

    private static final int ROUNDS_TO_WARM_UP = 2;

    private final LongSupplier nanoTicker;
    private final LongSupplier cpuNanos;
    private final InstantSource clock;

    /** With {@code cpuNanos} for the processor time of this process. */
    public StitchingRun(LongSupplier nanoTicker, LongSupplier cpuNanos, InstantSource clock) {
        this.nanoTicker = nanoTicker;
        this.cpuNanos = cpuNanos;
        this.clock = clock;
    }

    /** Stitches square frames of this side, several times; the round whose ratio is the median counts. */
    public MeasureStitching.Result measure(int side, int segments, int rounds, RandomGenerator random)
            throws IOException {
        List<MeasureStitching.Result> measured = new ArrayList<>();
        try (ScratchFolder folder = ScratchFolder.create();
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(BrokerSettings.in(folder.path().resolve("kafka")))) {
            try (ClusterAdmin admin = ClusterAdmin.connect(kafka.bootstrap())) {
                admin.createTopics(TopicSettings.singleBroker());
            }
            MeasureStitching measure = new MeasureStitching(
                    kafka.bootstrap(), folder.path().resolve("videos"), clock, nanoTicker, cpuNanos);
            for (int round = 0; round < ROUNDS_TO_WARM_UP + rounds; round++) {
                MeasureStitching.Result result = measure.measure("round-" + round, side, side, segments, random);
                if (round >= ROUNDS_TO_WARM_UP) {
                    measured.add(result);
                }
            }
        }
        measured.sort(Comparator.comparingDouble(MeasureStitching.Result::ratio));
        return measured.get(measured.size() / 2);
    }
}
