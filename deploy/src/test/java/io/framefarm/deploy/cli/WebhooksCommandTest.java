package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.framefarm.coordinator.http.HttpApi;
import io.framefarm.coordinator.http.HttpParts;
import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.http.ServedRequests;
import io.framefarm.coordinator.outbound.ConnectOut;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.coordinator.webhook.KeepWebhooks;
import io.framefarm.coordinator.webhook.WebhookBook;
import io.framefarm.coordinator.webhook.WebhookDesk;
import io.framefarm.coordinator.webhook.WebhookSecret;
import io.framefarm.deploy.DataFolder;
import io.framefarm.protocol.v1.WebhookEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code farm webhooks} against a real API: what the farm keeps, what is printed, and the exit code. */
class WebhooksCommandTest {

    /** Public, so that no name server is asked. */
    private static final String URL = "https://8.8.8.8/hook";

    private final FarmShell shell = new FarmShell(cluster -> new FakeFarm());
    private final WebhookBook book = new WebhookBook();

    @TempDir
    Path folder;

    private HttpApi api;

    @BeforeEach
    void start() throws IOException {
        api = serve(HttpSettings.loopback(0, false));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void createShowsWhatTheFarmKeepsAndItsSecret() {
        assertThat(webhooks("create", URL, "--events", "render.done,render.failed", "--producer", "ann"))
                .isZero();

        WebhookEndpoint kept = kept();
        assertThat(kept.getUrl()).isEqualTo(URL);
        assertThat(kept.getProducer()).isEqualTo("ann");
        assertThat(kept.getEventsList()).containsExactly("render.done", "render.failed");
        assertThat(shell.printed().lines())
                .containsExactly(
                        kept.getId() + ": " + URL,
                        "  producer: ann",
                        "  events: render.done, render.failed",
                        "  created_at: 2026-11-21T10:00:00Z",
                        "  waiting: 0",
                        "  secret: " + new WebhookSecret(kept.getSecret()).text());
    }

    @Test
    void aWebhookAsJsonIsWhatTheApiSays() {
        assertThat(webhooks("create", URL, "--json")).isZero();
        JsonObject made = JsonParser.parseString(shell.printed()).getAsJsonObject();
        shell.clear();
        assertThat(webhooks("get", kept().getId(), "--json")).isZero();
        JsonObject shown = JsonParser.parseString(shell.printed()).getAsJsonObject();

        assertThat(made.remove("secret").getAsString()).isEqualTo(new WebhookSecret(kept().getSecret()).text());
        assertThat(shown).isEqualTo(made);
        assertThat(shown.keySet())
                .containsExactly(
                        "id",
                        "url",
                        "producer",
                        "events",
                        "created_at",
                        "disabled",
                        "waiting",
                        "problem",
                        "next_attempt_at");
    }

    @Test
    void listShowsEachWebhookWithoutItsSecret() {
        webhooks("create", URL);
        webhooks("create", URL + "/2", "--producer", "ann");
        shell.clear();

        assertThat(webhooks("list")).isZero();

        assertThat(shell.printed().lines()).hasSize(3);
        assertThat(shell.printed())
                .containsPattern("[0-9a-f]{16} \\* +no +0 https://8.8.8.8/hook\\R")
                .containsPattern("[0-9a-f]{16} ann +no +0 https://8.8.8.8/hook/2\\R")
                .doesNotContain("whsec_");
    }

    @Test
    void listAsJsonIsOneWebhookPerLine() {
        webhooks("create", URL);
        webhooks("create", URL + "/2");
        shell.clear();

        assertThat(webhooks("list", "--json")).isZero();

        assertThat(shell.printed()
                        .lines()
                        .map(line -> JsonParser.parseString(line).getAsJsonObject()))
                .extracting(webhook -> webhook.get("url").getAsString())
                .containsExactlyInAnyOrder(URL, URL + "/2");
        assertThat(shell.printed()).doesNotContain("whsec_");
    }

    @Test
    void testHasAMessageSentAndGetShowsThatItWaits() {
        webhooks("create", URL);
        String id = kept().getId();
        shell.clear();

        assertThat(webhooks("test", id)).isZero();

        assertThat(book.waitingFor(id))
                .singleElement()
                .satisfies(message ->
                        assertThat(shell.printed().strip()).isEqualTo(id + ": will be sent " + message.getId()));
        shell.clear();
        assertThat(webhooks("get", id)).isZero();
        assertThat(shell.printed())
                .contains("producer: *", "events: all", "waiting: 1")
                .doesNotContain("secret");
    }

    @Test
    void deleteForgetsAWebhookThatIsNamedByTheBeginningOfItsId() {
        webhooks("create", URL);
        String id = kept().getId();
        shell.clear();

        assertThat(webhooks("delete", id.substring(0, 5))).isZero();

        assertThat(shell.printed().strip()).isEqualTo(id + ": is deleted");
        assertThat(book.endpoints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "delete", "test"})
    void aWebhookThatIsNotThereIsNamed(String command) {
        webhooks("create", URL);

        assertThat(webhooks(command, "nothing")).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(webhooks(command, "")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints().lines())
                .containsExactly(
                        "farm: no webhook whose id is or begins with `nothing` (`farm webhooks list` shows all)",
                        "farm: no webhook whose id is or begins with `` (`farm webhooks list` shows all)");
        assertThat(book.endpoints()).hasSize(1);
        assertThat(book.waitingFor(kept().getId())).isEmpty();
    }

    @Test
    void aRefusalIsOneLineThatNamesTheField() {
        assertThat(webhooks("create", URL, "--events", "render.begun")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints().lines())
                .containsExactly("farm: " + api.url() + ": events: `render.begun` is unknown (allowed: render.done,"
                        + " render.failed, render.cancelled)");
        assertThat(book.endpoints()).isEmpty();
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        assertThat(webhooks("create", "https://127.0.0.1/hook", "--producer", "a b"))
                .isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints())
                .contains("  url: names 127.0.0.1, whose address 127.0.0.1 is not public", "  producer: is no name");
    }

    @Test
    void aProducersKeyShowsItsOwnWebhooksOnly() throws IOException {
        Path keys = folder.resolve("keys");
        String ann = key("ann", keys);
        String bob = key("bob", keys);
        try (HttpApi closed = serve(HttpSettings.loopback(0, false).withKeys(keys))) {
            assertThat(shell.run("webhooks", "create", URL, "--server", closed.url(), "--api-key", ann))
                    .isZero();
            assertThat(kept().getProducer()).isEqualTo("ann");
            shell.clear();

            assertThat(shell.run("webhooks", "list", "--json", "--server", closed.url(), "--api-key", bob))
                    .isZero();
            assertThat(shell.printed()).isEmpty();
            assertThat(shell.run("webhooks", "list", "--server", closed.url())).isEqualTo(ExitCode.BAD_INPUT.number());
            assertThat(shell.complaints().lines())
                    .singleElement()
                    .asString()
                    .startsWith("farm: " + closed.url() + ": ")
                    .contains("key");
        }
    }

    @Test
    void theFarmOfTheDataFolderIsFound() throws IOException {
        Path data = folder.resolve("data");
        try (DataFolder held = DataFolder.claim(data).orElseThrow()) {
            Files.writeString(held.kafka().resolveSibling("farm.url"), api.url());

            assertThat(shell.run("webhooks", "create", URL, "--data", data.toString()))
                    .isZero();
        }
        assertThat(kept().getUrl()).isEqualTo(URL);
    }

    @Test
    void withoutAFarmTheFixIsNamed() {
        assertThat(shell.run("webhooks", "list", "--data", folder.toString())).isEqualTo(ExitCode.NO_FARM.number());

        assertThat(shell.complaints()).contains(folder.toString(), "farm serve", "--server");
    }

    @Test
    void aFarmThatDoesNotAnswerIsNamed() {
        api.close();

        assertThat(webhooks("list")).isEqualTo(ExitCode.NO_FARM.number());

        assertThat(shell.complaints()).startsWith("farm: the farm at " + api.url() + " does not answer");
    }

    private int webhooks(String command, String... arguments) {
        String[] line = new String[arguments.length + 4];
        line[0] = "webhooks";
        line[1] = command;
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        line[line.length - 2] = "--server";
        line[line.length - 1] = api.url();
        return shell.run(line);
    }

    private WebhookEndpoint kept() {
        assertThat(book.endpoints()).hasSize(1);
        return book.endpoints().get(0);
    }

    private String key(String producer, Path keys) {
        shell.clear();
        assertThat(shell.run("keys", "create", producer, "--keys", keys.toString()))
                .isZero();
        return shell.printed().strip();
    }

    private HttpApi serve(HttpSettings settings) throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));
        KeepWebhooks keep = (key, record) -> {
            book.apply(key, record);
            return CompletableFuture.completedFuture(null);
        };
        WebhookDesk desk =
                new WebhookDesk(book, keep, ConnectOut.toPublicAddresses(), false, clock, new SplittableRandom(7));
        return HttpApi.start(
                settings,
                new HttpParts(
                        new RenderBoard(),
                        new WorkerBoard(),
                        command -> CompletableFuture.completedFuture(null),
                        new FolderStore(folder.resolve("videos"), clock),
                        () -> "none",
                        clock,
                        Optional.of(desk),
                        ServedRequests.IGNORED));
    }
}
