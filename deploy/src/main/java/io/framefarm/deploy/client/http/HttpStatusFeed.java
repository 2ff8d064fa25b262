package io.framefarm.deploy.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** First all renders, page by page, then every change as the farm's events tell it. */
final class HttpStatusFeed implements StatusFeed {
    private static final int PAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpCalls calls;
    private final InputStream events;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private Optional<String> nextPage = Optional.of("/v1/renders?limit=" + PAGE);

    private HttpStatusFeed(HttpCalls calls, InputStream events) {
        this.calls = calls;
        this.events = events;
    }

    /** What the reading thread hands on: a change, or why there will be no more. */
    private record Told(
            @Nullable RenderStatus status, @Nullable IOException end) {}

    /** Listens before it lists, so that nothing falls between. */
    static StatusFeed open(HttpCalls calls) {
        HttpStatusFeed feed = new HttpStatusFeed(calls, calls.open("/v1/events", Map.of()));
        Thread reader = new Thread(feed::listen, "farm-events");
        reader.setDaemon(true);
        reader.start();
        return feed;
    }

    @Override
    public List<RenderStatus> poll(Duration limit) {
        if (nextPage.isPresent()) {
            return readPage(nextPage.get());
        }
        try {
            List<RenderStatus> changes = new ArrayList<>();
            Told next = told.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            while (next != null) {
                if (next.end() != null) {
                    throw calls.unreachable(next.end());
                }
                if (next.status() != null) {
                    changes.add(next.status());
                }
                next = told.poll();
            }
            return changes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<RenderStatus> readPage(String path) {
        JsonNode page = calls.get(path);
        List<RenderStatus> renders = new ArrayList<>();
        page.path("data").forEach(render -> renders.add(StatusJson.read(render)));
        JsonNode cursor = page.path("next_cursor");
        nextPage = cursor.isTextual()
                ? Optional.of("/v1/renders?limit=" + PAGE + "&cursor=" + cursor.asText())
                : Optional.empty();
        return renders;
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ") && event.equals("render")) {
                    told.add(new Told(StatusJson.read(JSON.readTree(line.substring("data: ".length()))), null));
                }
            }
            told.add(new Told(null, new IOException("it has ended the stream of events")));
        } catch (IOException e) {
            told.add(new Told(null, e));
        }
    }

    @Override
    public boolean caughtUp() {
        return nextPage.isEmpty();
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            // The connection was gone already, which is all that was wanted.
            told.clear();
        }
    }
}
