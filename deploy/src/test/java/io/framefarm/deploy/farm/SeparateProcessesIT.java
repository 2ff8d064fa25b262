package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.client.StoredVideos;
import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.deploy.kafka.TestBroker;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The roles as operators run them, each a JVM of its own, deliver what the farm in one process delivers. */
@Timeout(300)
class SeparateProcessesIT {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theFramesAreTheSameBytesAsThoseOfTheFarmInOneProcess() throws Exception {
        RenderRequest request = Requests.asPngSequence(Requests.example("two-shots.yaml"));
        Path inOneProcess;
        try (TestFarm farm = TestFarm.start(folder.resolve("one-process"), 1, TestFarm.engine())) {
            inOneProcess = farm.render("whole", request, folder);
        }

        Path inMany = folder.resolve("many.zip");
        try (TestBroker broker = TestBroker.startApart(folder.resolve("kafka"))) {
            renderWithProcesses(broker.bootstrap(), request, inMany);
        }

        assertThat(Files.mismatch(inMany, inOneProcess)).isEqualTo(-1);
    }

    private void renderWithProcesses(String bootstrap, RenderRequest request, Path target) throws Exception {
        try (ClusterAdmin admin = ClusterAdmin.connect(bootstrap)) {
            admin.createTopics(TopicSettings.singleBroker());
        }
        String store = "file:" + folder.resolve("videos");
        String packs = TestFarm.PACKS.toAbsolutePath().toString();
        try (RoleProcess coordinator = RoleProcess.start("coordinator", "-b", bootstrap, "--id", "c1");
                RoleProcess one = RoleProcess.start("worker", "-b", bootstrap, "--id", "w1", "--models", packs);
                RoleProcess two = RoleProcess.start("worker", "-b", bootstrap, "--id", "w2", "--models", packs);
                RoleProcess stitcher = RoleProcess.start("stitcher", "-b", bootstrap, "--store", store);
                FarmClient farm = KafkaFarmClient.connect(bootstrap);
                StatusFeed feed = farm.statuses()) {
            // The same id: it is part of no pixel, but of the archive's name.
            farm.send(RenderCommand.newBuilder()
                    .setRenderId("whole")
                    .setSubmit(request)
                    .build());
            RenderStatus end = new RenderWatch(feed, "whole", TICK).untilEnded(status -> {
                for (RoleProcess role : new RoleProcess[] {coordinator, one, two, stitcher}) {
                    role.requireAlive();
                }
            });
            assertThat(end.getState()).as("%s", end.getFailure()).isEqualTo(RenderState.RENDER_STATE_DONE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(farm.logs("whole"))
                            .extracting(LogLine::getSource)
                            .contains("coordinator c1", "stitcher")
                            .containsAnyOf("worker w1", "worker w2"));
            assertThat(one.log())
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(JSON.readTree(line).path("level").asText())
                                    .isNotEmpty());
            assertThat(lines(one, two)).anySatisfy(line -> {
                JsonNode context = JSON.readTree(line).path("mdc");
                assertThat(context.path("render").asText()).isEqualTo("whole");
                assertThat(context.path("segment").asText()).matches("\\d/\\d");
                assertThat(context.path("attempt").asText()).isEqualTo("1.1");
            });
            new FetchVideo(new StoredVideos(new FolderStore(folder.resolve("videos"), InstantSource.system())))
                    .into(target, end.getVideo());
            assertThat(stitcher.stop())
                    .as("exit code of the stitcher after SIGTERM")
                    .isEqualTo(143);
            assertThat(one.stop()).as("exit code of a worker after SIGTERM").isEqualTo(143);
            assertThat(coordinator.stop())
                    .as("exit code of the coordinator after SIGTERM")
                    .isEqualTo(143);
        }
    }

    private static List<String> lines(RoleProcess one, RoleProcess two) throws IOException {
        List<String> lines = new ArrayList<>(one.log());
        lines.addAll(two.log());
        return lines;
    }
}
