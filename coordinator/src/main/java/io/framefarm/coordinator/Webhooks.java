package io.framefarm.coordinator;

import io.framefarm.coordinator.http.renders.RenderJson;
import io.framefarm.coordinator.outbound.ConnectOut;
import io.framefarm.coordinator.webhook.CountDeliveries;
import io.framefarm.coordinator.webhook.MakeDeliveries;
import io.framefarm.coordinator.webhook.PostOverHttp;
import io.framefarm.coordinator.webhook.SendDue;
import io.framefarm.coordinator.webhook.WebhookBook;
import io.framefarm.coordinator.webhook.WebhookDesk;
import io.framefarm.coordinator.webhook.kafka.TellWebhooks;
import io.framefarm.coordinator.webhook.kafka.WebhookTopic;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What tells producers how their renders ended, beside one coordinator's API. */
final class Webhooks implements AutoCloseable {
    private final WebhookTopic topic;
    private final WebhookDesk desk;
    private final TellWebhooks tell;

    /** @param privateToo whether messages may go to private addresses, and without TLS */
    Webhooks(
            KafkaCluster cluster,
            String id,
            boolean privateToo,
            InstantSource clock,
            RandomGenerator random,
            CountDeliveries counts) {
        WebhookBook book = new WebhookBook();
        ConnectOut connect = privateToo ? ConnectOut.anywhere() : ConnectOut.toPublicAddresses();
        topic = new WebhookTopic(cluster, id);
        desk = new WebhookDesk(book, topic, connect, privateToo, clock, random);
        SendDue send = new SendDue(book, topic, new PostOverHttp(connect, clock), privateToo, clock, random, counts);
        MakeDeliveries make = new MakeDeliveries(book, RenderJson::text);
        tell = new TellWebhooks(cluster, id, book, topic, make, send);
    }

    WebhookDesk desk() {
        return desk;
    }

    void start() {
        tell.start();
    }

    @Override
    public void close() {
        tell.close();
        topic.close();
    }
}
