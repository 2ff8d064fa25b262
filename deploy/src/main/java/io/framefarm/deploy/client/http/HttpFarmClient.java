package io.framefarm.deploy.client.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FarmRefusedException;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.client.VideoSource;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.VideoReady;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Speaks to a farm over HTTP, from wherever it can be reached. */
public final class HttpFarmClient implements FarmClient, VideoSource {
    private static final String RENDERS = "/v1/renders";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpCalls calls;
    private final URI server;

    private HttpFarmClient(URI server, Optional<String> key) {
        this.server = server;
        this.calls = new HttpCalls(server, key);
    }

    /** The key is needed only where the farm asks for one. */
    public static HttpFarmClient connect(URI server, Optional<String> key) {
        return new HttpFarmClient(server, key);
    }

    @Override
    public String send(RenderCommand command) {
        String id = command.getRenderId();
        return switch (command.getCommandCase()) {
            case SUBMIT ->
                calls.post(RENDERS, RequestText.toJson(command.getSubmit()), Map.of("Idempotency-Key", id))
                        .path("id")
                        .asText();
            case CANCEL ->
                change(id, "cancel", object("reason", command.getCancel().getReason()));
            case PAUSE -> change(id, "pause", "{}");
            case RESUME -> change(id, "resume", "{}");
            case RETRY -> change(id, "retry", "{}");
            case CHANGE_PRIORITY ->
                change(
                        id,
                        "priority",
                        JSON.createObjectNode()
                                .put("priority", command.getChangePriority().getPriority())
                                .toString());
            default -> throw new IllegalArgumentException("not over HTTP: " + command.getCommandCase());
        };
    }

    private String change(String id, String what, String body) {
        calls.post(RENDERS + "/" + id + "/" + what, body, Map.of());
        return id;
    }

    private static String object(String field, String value) {
        return JSON.createObjectNode().put(field, value).toString();
    }

    @Override
    public RenderStatus details(RenderStatus known) {
        return StatusJson.read(calls.get(RENDERS + "/" + known.getRenderId()));
    }

    @Override
    public StatusFeed statuses() {
        return HttpStatusFeed.open(calls);
    }

    /** The API has none: logs name machines and files, which are the operators' business. */
    @Override
    public List<LogLine> logs(String renderId) {
        throw new FarmRefusedException("logs are read on the farm's Kafka cluster: name it with --bootstrap HOST:PORT");
    }

    @Override
    public InputStream video(VideoReady video) {
        return calls.open(video.getKey(), Map.of());
    }

    @Override
    public Optional<InputStream> manifest(VideoReady video) {
        return calls.openIfThere(RENDERS + "/" + video.getRenderId() + "/manifest");
    }

    /** Who is to be told of renders. */
    public HttpWebhooks webhooks() {
        return new HttpWebhooks(calls);
    }

    @Override
    public String location() {
        return server.toString();
    }

    @Override
    public void close() {}
}
