package io.framefarm.coordinator.webhook;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of an end of a render the messages that are to be sent. */
public final class MakeDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(MakeDeliveries.class);
    private static final int ID_BYTES = 16;
    /** Of one endpoint; what comes beyond that is not kept for it. */
    private static final int MAX_WAITING = 1000;

    private final WebhookBook book;
    private final Function<RenderStatus, String> json;

    /**
     * Writes renders as everywhere in the API.
     *
     * @param json of a render
     */
    public MakeDeliveries(WebhookBook book, Function<RenderStatus, String> json) {
        this.book = book;
        this.json = json;
    }

    /** Those that are not in the book yet; none for a render that goes on. */
    public List<WebhookDelivery> of(RenderStatus status) {
        Optional<WebhookEvent> event = WebhookEvent.of(status.getState());
        List<WebhookDelivery> made = new ArrayList<>();
        for (WebhookEndpoint endpoint : event.isEmpty() ? List.<WebhookEndpoint>of() : book.endpoints()) {
            String type = event.get().type();
            String id = id(endpoint.getId(), status.getRenderId(), type, status.getEndedAtMs());
            if (wants(endpoint, status, type) && book.delivery(id).isEmpty() && hasRoom(endpoint)) {
                made.add(delivery(endpoint, id, type, status.getEndedAtMs(), json.apply(status)));
            }
        }
        return made;
    }

    /** Under which a delivery is kept. */
    public static String key(WebhookDelivery delivery) {
        return WebhookKeys.delivery(delivery.getId());
    }

    /** A message that says nothing, due at once. */
    static WebhookDelivery test(WebhookEndpoint endpoint, long nowMs) {
        String type = WebhookEvent.TEST.type();
        String id = id(endpoint.getId(), "", type, nowMs);
        return delivery(endpoint, id, type, nowMs, "{\"webhook\":\"" + endpoint.getId() + "\"}");
    }

    private boolean hasRoom(WebhookEndpoint endpoint) {
        boolean room = book.waitingFor(endpoint.getId()).size() < MAX_WAITING;
        if (!room) {
            LOG.warn("{} messages wait for {}: it is not told of more", MAX_WAITING, endpoint.getId());
        }
        return room;
    }

    private static boolean wants(WebhookEndpoint endpoint, RenderStatus status, String type) {
        return endpoint.getDisabled().isEmpty()
                && (endpoint.getProducer().isEmpty() || endpoint.getProducer().equals(status.getProducer()))
                && (endpoint.getEventsCount() == 0 || endpoint.getEventsList().contains(type))
                // What ended before somebody asked to be told is no news.
                && status.getEndedAtMs() >= endpoint.getCreatedAtMs();
    }

    private static WebhookDelivery delivery(WebhookEndpoint endpoint, String id, String type, long atMs, String data) {
        String body =
                "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":%s}".formatted(type, Instant.ofEpochMilli(atMs), data);
        return WebhookDelivery.newBuilder()
                .setId(id)
                .setEndpointId(endpoint.getId())
                .setType(type)
                .setBody(ByteString.copyFromUtf8(body))
                .setCreatedAtMs(atMs)
                .setNextAttemptAtMs(atMs)
                .build();
    }

    /** The same for the same end of the same render, however often it is read. */
    private static String id(String endpoint, String render, String type, long endedAtMs) {
        String what = String.join("|", endpoint, render, type, Long.toString(endedAtMs));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
