package io.framefarm.coordinator.webhook;

import io.framefarm.coordinator.outbound.ConnectOut;
import io.framefarm.coordinator.outbound.RefusedAddressException;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.framefarm.protocol.v1.WebhookRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where producers say who is to be told of their renders. */
public final class WebhookDesk {
    private static final int MAX_ENDPOINTS = 1000;
    private static final int MAX_OF_ONE_PRODUCER = 16;
    private static final int ID_BYTES = 8;

    private final WebhookBook book;
    private final KeepWebhooks keep;
    private final ConnectOut connect;
    private final EndpointUrl urls;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * The desk of one coordinator; all have the same book.
     *
     * @param unsecuredToo whether messages may go to {@code http} addresses
     * @param random must not be predictable: secrets are made of it
     */
    public WebhookDesk(
            WebhookBook book,
            KeepWebhooks keep,
            ConnectOut connect,
            boolean unsecuredToo,
            InstantSource clock,
            RandomGenerator random) {
        this.book = book;
        this.keep = keep;
        this.connect = connect;
        this.urls = new EndpointUrl(unsecuredToo);
        this.clock = clock;
        this.random = random;
    }

    public WebhookBook book() {
        return book;
    }

    /**
     * Makes an endpoint with a new secret. Looks the host up, so it blocks; completes when the book has it.
     *
     * @param producer whose renders it is told of; empty for everybody's
     * @param events of which types; none for all
     * @throws InvalidRequestException that names the fields that are wrong
     */
    public CompletionStage<WebhookEndpoint> register(String url, String producer, List<String> events) {
        List<Problem> problems = problems(url, producer, events);
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        WebhookEndpoint endpoint = WebhookEndpoint.newBuilder()
                .setId(HexFormat.of().formatHex(id))
                .setUrl(url)
                .setProducer(producer)
                .addAllEvents(events)
                .setSecret(WebhookSecret.create(random).bytes())
                .setCreatedAtMs(clock.millis())
                .build();
        return shown(
                        WebhookKeys.endpoint(endpoint.getId()),
                        WebhookRecord.newBuilder().setEndpoint(endpoint).build())
                .thenApply(kept -> endpoint);
    }

    private List<Problem> problems(String url, String producer, List<String> events) {
        List<Problem> problems = new ArrayList<>();
        try {
            connect.addressOf(urls.parse(url).getHost());
        } catch (IllegalArgumentException wrong) {
            problems.add(new Problem("url", String.valueOf(wrong.getMessage())));
        } catch (RefusedAddressException refused) {
            problems.add(new Problem("url", "names " + refused.getMessage()));
        }
        for (String event : events) {
            if (!WebhookEvent.ofRenders().contains(event)) {
                problems.add(new Problem(
                        "events",
                        "`%s` is unknown (allowed: %s)".formatted(event, String.join(", ", WebhookEvent.ofRenders()))));
            }
        }
        if (!producer.isEmpty() && !Limits.isName(producer)) {
            problems.add(new Problem("producer", "is no name of a producer"));
        }
        long others = book.endpoints().stream()
                .filter(endpoint -> endpoint.getProducer().equals(producer))
                .count();
        if (others >= MAX_OF_ONE_PRODUCER || book.endpoints().size() >= MAX_ENDPOINTS) {
            problems.add(new Problem(
                    "url",
                    "%d webhooks are there already (allowed: up to %d of one producer, %d in all)"
                            .formatted(others, MAX_OF_ONE_PRODUCER, MAX_ENDPOINTS)));
        }
        return problems;
    }

    /** Forgets an endpoint and what it has not been told. */
    public CompletionStage<Void> remove(WebhookEndpoint endpoint) {
        CompletionStage<Void> removed = shown(WebhookKeys.endpoint(endpoint.getId()), null);
        for (WebhookDelivery delivery : book.waitingFor(endpoint.getId())) {
            removed =
                    removed.thenCombine(keep.keep(WebhookKeys.delivery(delivery.getId()), null), (one, other) -> null);
        }
        return removed;
    }

    /** Has a message sent that says nothing; its id. */
    public CompletionStage<String> test(WebhookEndpoint endpoint) {
        WebhookDelivery test = MakeDeliveries.test(endpoint, clock.millis());
        return keep.keep(
                        WebhookKeys.delivery(test.getId()),
                        WebhookRecord.newBuilder().setDelivery(test).build())
                .thenApply(kept -> test.getId());
    }

    private CompletionStage<Void> shown(String key, @Nullable WebhookRecord record) {
        CompletionStage<Void> shown = book.next(key);
        return keep.keep(key, record).thenCompose(kept -> shown);
    }
}
