package io.framefarm.coordinator.webhook;

import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One attempt to bring a message to its endpoint, and what follows from how it went. */
final class AttemptDelivery {
    private static final int GONE = 410;
    /** Messages that failed together are not to come back together. */
    private static final double SPREAD = 0.1;

    private final PostMessage post;
    private final EndpointUrl url;
    private final InstantSource clock;
    private final RandomGenerator random;

    AttemptDelivery(PostMessage post, EndpointUrl url, InstantSource clock, RandomGenerator random) {
        this.post = post;
        this.url = url;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What became of it.
     *
     * @param again as it is to be kept for the next attempt; empty when there is none
     */
    record Result(DeliveryOutcome outcome, Optional<WebhookDelivery> again, String problem) {}

    Result attempt(WebhookEndpoint endpoint, WebhookDelivery delivery) {
        String problem;
        try {
            int status = post.post(url.parse(endpoint.getUrl()), headers(endpoint, delivery), body(delivery));
            if (status / 100 == 2) {
                return new Result(DeliveryOutcome.DELIVERED, Optional.empty(), "");
            }
            if (status == GONE) {
                return new Result(DeliveryOutcome.UNWANTED, Optional.empty(), "it answered 410 Gone");
            }
            problem = "it answered " + status + (status / 100 == 3 ? ", and redirects are not followed" : "");
        } catch (IOException | IllegalArgumentException unreachable) {
            problem = String.valueOf(unreachable.getMessage());
        }
        return failed(delivery, problem);
    }

    private Result failed(WebhookDelivery delivery, String problem) {
        int attempts = delivery.getAttempts() + 1;
        Optional<Duration> pause = RetrySchedule.pauseAfter(attempts);
        if (pause.isEmpty()) {
            return new Result(DeliveryOutcome.GIVEN_UP, Optional.empty(), problem);
        }
        long spread = (long) (pause.get().toMillis() * (1 + SPREAD * random.nextDouble()));
        return new Result(
                DeliveryOutcome.FAILED,
                Optional.of(delivery.toBuilder()
                        .setAttempts(attempts)
                        .setNextAttemptAtMs(clock.millis() + spread)
                        .setProblem(problem)
                        .build()),
                problem);
    }

    private Map<String, String> headers(WebhookEndpoint endpoint, WebhookDelivery delivery) {
        Instant now = clock.instant();
        WebhookSecret secret = new WebhookSecret(endpoint.getSecret());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", delivery.getId());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", secret.sign(delivery.getId(), now.getEpochSecond(), delivery.getBody()));
        return headers;
    }

    private static byte[] body(WebhookDelivery delivery) {
        return delivery.getBody().toByteArray();
    }
}
