package io.framefarm.deploy.bench;

import io.framefarm.coordinator.stitch.kafka.MeasureStitching;
import io.framefarm.deploy.kafka.BrokerSettings;
import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.deploy.kafka.EmbeddedKafka;
import io.framefarm.protocol.kafka.TopicSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Gives the measurement of stitching a broker and a folder of its own. */
public final class StitchingRun {

    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    public StitchingRun(LongSupplier nanoTicker, InstantSource clock) {
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /** Stitches square frames of this side; the first runs warm the JVM up and are not counted. */
    public MeasureStitching.Result measure(int side, int segments, RandomGenerator random) throws IOException {
        try (ScratchFolder folder = ScratchFolder.create();
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(BrokerSettings.in(folder.path().resolve("kafka")))) {
            try (ClusterAdmin admin = ClusterAdmin.connect(kafka.bootstrap())) {
                admin.createTopics(TopicSettings.singleBroker());
            }
            MeasureStitching measure =
                    new MeasureStitching(kafka.bootstrap(), folder.path().resolve("videos"), clock, nanoTicker);
            measure.measure("warm-up-1", side, side, segments, random);
            measure.measure("warm-up-2", side, side, segments, random);
            return measure.measure("measured", side, side, segments, random);
        }
    }
}
