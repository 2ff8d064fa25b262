package io.framefarm.coordinator.webhook;

/** Keys of the topic {@code webhooks}. */
final class WebhookKeys {
    private static final String ENDPOINT = "endpoint/";
    private static final String DELIVERY = "delivery/";

    private WebhookKeys() {}

    static String endpoint(String id) {
        return ENDPOINT + id;
    }

    static String delivery(String id) {
        return DELIVERY + id;
    }

    static boolean isEndpoint(String key) {
        return key.startsWith(ENDPOINT);
    }

    static String id(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
