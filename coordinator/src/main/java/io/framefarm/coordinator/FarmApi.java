package io.framefarm.coordinator;

import io.framefarm.coordinator.http.HttpApi;
import io.framefarm.coordinator.http.HttpParts;
import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.metrics.HttpMetrics;
import io.framefarm.coordinator.metrics.WebhookMetrics;
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
import java.util.random.RandomGenerator;

/** The HTTP API of the farm on a Kafka cluster, in any process: beside an active coordinator, a standby, or alone. */
public final class FarmApi implements AutoCloseable {
    private final FollowTopics follow;
    private final SendToRequests commands;
    private final Webhooks webhooks;
    private final HttpApi http;

    private FarmApi(FollowTopics follow, SendToRequests commands, Webhooks webhooks, HttpApi http) {
        this.follow = follow;
        this.commands = commands;
        this.webhooks = webhooks;
        this.http = http;
    }

    /**
     * Returns when requests are answered, which may be before all renders are known.
     *
     * @param id unique among the farm's coordinators
     * @param videos where finished videos are
     * @param ids new ids of renders
     * @param random must not be predictable: secrets are made of it
     */
    public static FarmApi start(
            KafkaCluster cluster,
            String id,
            HttpSettings settings,
            VideoStore videos,
            Supplier<String> ids,
            RandomGenerator random,
            InstantSource clock,
            Monitor monitor) {
        RenderBoard renders = new RenderBoard();
        WorkerBoard workers = new WorkerBoard();
        SendToRequests commands = new SendToRequests(cluster, id);
        FollowTopics follow = new FollowTopics(cluster, id, renders, workers, clock);
        Webhooks webhooks = new Webhooks(
                cluster, id, settings.privateWebhooks(), clock, random, new WebhookMetrics(monitor.metrics()));
        HttpParts parts = new HttpParts(
                renders,
                workers,
                commands,
                videos,
                ids,
                clock,
                Optional.of(webhooks.desk()),
                new HttpMetrics(monitor.metrics()));
        try {
            HttpApi http = HttpApi.start(settings, parts);
            follow.start();
            webhooks.start();
            monitor.readyUnless(
                    "api", () -> follow.caughtUp() ? Optional.empty() : Optional.of("is reading how renders stand"));
            return new FarmApi(follow, commands, webhooks, http);
        } catch (HttpApi.HttpStartException failed) {
            webhooks.close();
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
        webhooks.close();
        commands.close();
    }
}
