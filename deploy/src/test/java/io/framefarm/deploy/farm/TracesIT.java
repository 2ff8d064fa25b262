package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.AllInOneSettings;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.bench.SimulatedRenderer;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.trace.KeepSpans;
import io.framefarm.protocol.trace.Span;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a producer is doing is followed through coordinator, workers and stitcher to the end of its render. */
@Timeout(120)
class TracesIT {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TraceContext PRODUCER =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final RenderRequest REQUEST = Requests.quick("tests", 32, 1).toBuilder()
            .setModel(SimulatedRenderer.PACK)
            .build();

    @TempDir
    Path folder;

    private final List<Span> spans = new CopyOnWriteArrayList<>();

    @Test
    void everyPartOfARenderIsASpanOfTheTraceOfWhoeverAskedForIt() throws Exception {
        render(new KeepSpans(new SecureRandom(), spans::add), bootstrap -> {});

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(spans).extracting(Span::name).containsOnly("accept", "segment", "stitch", "end"));
        assertThat(spans).extracting(span -> span.place().traceId()).containsOnly(PRODUCER.traceId());
        Span accept = named("accept").get(0);
        assertThat(accept.parent()).contains(PRODUCER.spanId());
        assertThat(spans).filteredOn(span -> !span.equals(accept)).allSatisfy(span -> {
            assertThat(span.parent()).contains(accept.place().spanId());
            assertThat(span.problem()).isEmpty();
            assertThat(span.attributes()).containsEntry("framefarm.render", "traced");
        });
        assertThat(named("segment"))
                .extracting(span -> span.attributes().get("framefarm.segment"))
                .containsOnly("0/0", "0/1");
    }

    @Test
    void withoutAnExporterTheTraceIsHandedOn() throws Exception {
        render(Tracer.OFF, bootstrap -> {
            for (String topic : List.of("segments.default", "frames", "assembly", "videos")) {
                assertThat(new FarmTopics(bootstrap).headers(topic, TraceContext.HEADER))
                        .as(topic)
                        .isNotEmpty()
                        .containsOnly(PRODUCER.header());
            }
            // That a segment was begun is told by a producer apart.
            List<String> ofResults = new FarmTopics(bootstrap).headers("results", TraceContext.HEADER);
            assertThat(ofResults).contains(PRODUCER.header());
        });

        assertThat(spans).isEmpty();
    }

    private List<Span> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private interface Look {
        void at(String bootstrap) throws Exception;
    }

    private void render(Tracer tracer, Look look) throws Exception {
        try (DataFolder data = DataFolder.claim(folder.resolve("data")).orElseThrow();
                AllInOne farm = AllInOne.start(
                        data,
                        AllInOneSettings.withWorkers(1),
                        new FolderStore(folder.resolve("videos"), CLOCK),
                        (redis, inputs, closeLater) -> new SimulatedRenderer(Duration.ZERO),
                        CLOCK,
                        new Monitor(tracer));
                FarmClient client = KafkaFarmClient.connect(KafkaCluster.at(farm.bootstrap()), Optional.of(PRODUCER));
                StatusFeed feed = client.statuses()) {
            client.send(RenderCommand.newBuilder()
                    .setRenderId("traced")
                    .setSubmit(REQUEST)
                    .build());
            assertThat(new RenderWatch(feed, "traced", TICK)
                            .untilEnded(status -> {})
                            .getState())
                    .isEqualTo(RenderState.RENDER_STATE_DONE);
            look.at(farm.bootstrap());
        }
    }
}
