package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EventsOverHttpTest {
    @TempDir
    private Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** One listener. */
    private final class Listener implements AutoCloseable {
        private final Stream<String> stream;
        private final Iterator<String> lines;

        Listener(String path, String... headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.api.url() + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            stream = HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.ofLines())
                    .body();
            lines = stream.iterator();
        }

        record Event(String name, long id, JsonObject data) {}

        Event next() {
            String line = lines.next();
            while (!line.startsWith("event: ")) {
                line = lines.next();
            }
            long id = Long.parseLong(lines.next().substring("id: ".length()));
            return new Event(
                    line.substring("event: ".length()),
                    id,
                    new JsonObject(lines.next().substring("data: ".length())));
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    @Test
    void aRendersListenerFirstHearsHowItStands() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);
        api.farm.add("b", "ann", RenderState.RENDER_STATE_QUEUED);

        try (Listener listener = new Listener("/v1/renders/a/events")) {
            assertThat(listener.next().data().getString("state")).isEqualTo("queued");
            api.farm.add("b", "ann", RenderState.RENDER_STATE_DONE);
            api.farm.add("a", "ann", RenderState.RENDER_STATE_DONE);

            Listener.Event event = listener.next();
            assertThat(event.name()).isEqualTo("render");
            assertThat(event.data().getString("id")).isEqualTo("a");
            assertThat(event.data().getString("state")).isEqualTo("done");
        }
    }

    @Test
    void aListenerGoesOnWhereItWas() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);
        long seen = api.get("/v1/renders").json().getLong("last_event_id");
        api.farm.add("b", "ann", RenderState.RENDER_STATE_QUEUED);
        api.farm.forget("a");

        try (Listener listener = new Listener("/v1/events", "Last-Event-ID", Long.toString(seen))) {
            assertThat(listener.next().data().getString("id")).isEqualTo("b");
            Listener.Event forgotten = listener.next();
            assertThat(forgotten.name()).isEqualTo("forgotten");
            assertThat(forgotten.data().getString("id")).isEqualTo("a");
        }
    }

    @Test
    void aPlaceOfAnotherFarmBeginsAgain() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);

        try (Listener listener = new Listener("/v1/events", "Last-Event-ID", "999999")) {
            assertThat(listener.next().data().getString("id")).isEqualTo("a");
        }
        assertThat(api.get("/v1/events", "Last-Event-ID", "soon").status()).isEqualTo(422);
    }

    @Test
    void aListenerThatFallsBehindGetsTheLastStateAndHoldsNobodyUp() throws Exception {
        RenderStatus status = api.farm.add("a", "ann", RenderState.RENDER_STATE_RENDERING);
        int changes = 20_000;
        try (Listener slow = new Listener("/v1/renders/a/events")) {
            for (int i = 1; i <= changes; i++) {
                api.farm.show(status.toBuilder().setFramesRendered(i).build());
            }
            assertThat(api.get("/v1/renders/a").json().getJsonObject("frames").getInteger("rendered"))
                    .isEqualTo(changes);

            int heard = 0;
            int last = 0;
            while (last < changes) {
                last = slow.next().data().getJsonObject("frames").getInteger("rendered");
                heard++;
            }
            assertThat(heard).isLessThan(changes);
        }
    }
}
