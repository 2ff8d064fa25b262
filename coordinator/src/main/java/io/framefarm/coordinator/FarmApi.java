package io.framefarm.coordinator;

import io.framefarm.coordinator.http.HttpApi;
import io.framefarm.coordinator.http.HttpParts;
import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.metrics.HttpMetrics;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.coordinator.view.kafka.FollowTopics;
import io.framefarm.coordinator.view.kafka.SendToRequests;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.monitor.Monitor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The HTTP API of the farm on a Kafka cluster, in any process: beside an active coordinator, a standby, or alone. */
public final class FarmApi implements AutoCloseable {
    private final FollowTopics follow;
    private final SendToRequests commands;
    private final HttpApi http;

    private FarmApi(FollowTopics follow, SendToRequests commands, HttpApi http) {
        this.follow = follow;
        this.commands = commands;
        this.http = http;
    }

    /**
     * Returns when requests are answered, which may be before all renders are known.
     *
     * @param id unique among the farm's coordinators
     * @param videos where finished videos are
     * @param ids new ids of renders
     */
    public static FarmApi start(
            KafkaCluster cluster,
            String id,
            HttpSettings settings,
            VideoStore videos,
            Supplier<String> ids,
            InstantSource clock,
            Monitor monitor) {
        RenderBoard renders = new RenderBoard();
        WorkerBoard workers = new WorkerBoard();
        SendToRequests commands = new SendToRequests(cluster, id);
        FollowTopics follow = new FollowTopics(cluster, id, renders, workers, clock);
        try {
            HttpApi http = HttpApi.start(
                    settings,
                    new HttpParts(renders, workers, commands, videos, ids, clock, new HttpMetrics(monitor.metrics())));
            follow.start();
            monitor.readyUnless(
                    "api", () -> follow.caughtUp() ? Optional.empty() : Optional.of("is reading how renders stand"));
            return new FarmApi(follow, commands, http);
        } catch (HttpApi.HttpStartException failed) {
            commands.close();
            throw failed;
        }
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return http.url();
    }

    @Override
    public void close() {
        http.close();
        follow.close();
        commands.close();
    }
}
