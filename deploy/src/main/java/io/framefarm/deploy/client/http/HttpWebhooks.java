package io.framefarm.deploy.client.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who is to be told of renders, kept by a farm that is spoken to over HTTP. */
public final class HttpWebhooks {
    private static final String WEBHOOKS = "/v1/webhooks";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpCalls calls;

    HttpWebhooks(HttpCalls calls) {
        this.calls = calls;
    }

    /** Those that the caller may change. */
    public List<Webhook> list() {
        List<Webhook> webhooks = new ArrayList<>();
        calls.get(WEBHOOKS).path("data").forEach(shown -> webhooks.add(new Webhook(shown)));
        return webhooks;
    }

    /**
     * Its secret is in the answer, and in no other.
     *
     * @param events none for all
     * @param producer empty for the caller's own renders
     */
    public Webhook create(String url, List<String> events, String producer) {
        ObjectNode body = JSON.createObjectNode().put("url", url);
        events.forEach(body.putArray("events")::add);
        if (!producer.isEmpty()) {
            body.put("producer", producer);
        }
        return new Webhook(calls.post(WEBHOOKS, body.toString(), Map.of()));
    }

    public Webhook get(String id) {
        return new Webhook(calls.get(WEBHOOKS + "/" + id));
    }

    public void delete(String id) {
        calls.delete(WEBHOOKS + "/" + id);
    }

    /** Has a message sent that says nothing; its id. */
    public String test(String id) {
        return calls.post(WEBHOOKS + "/" + id + "/test", "{}", Map.of())
                .path("message")
                .asText();
    }
}
