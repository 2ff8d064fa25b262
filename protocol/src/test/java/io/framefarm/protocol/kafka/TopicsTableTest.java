package io.framefarm.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicsTableTest {

    @Test
    void theReadmeListsEveryTopicAsTheCodeHasIt() throws IOException {
        List<String> expected =
                Topics.all(Set.of("POOL")).stream().map(TopicsTableTest::row).toList();

        assertThat(Files.readAllLines(Path.of("README.md"))).containsSubsequence(expected);
    }

    @Test
    void framesAndAssemblyArePartitionedAlike() {
        assertThat(Topics.ASSEMBLY.partitions()).isEqualTo(Topics.FRAMES.partitions());
        assertThat(Topics.ASSEMBLY.key()).isEqualTo(Topics.FRAMES.key());
    }

    @Test
    void deadLettersOfShareGroupsGoWhereBrokersAllowIt() {
        assertThat(Topics.DEAD_SEGMENTS.name()).startsWith("dlq.");
        assertThat(Topics.DEAD_SEGMENTS.settings()).containsEntry("errors.deadletterqueue.group.enable", "true");
    }

    @Test
    void aJobProducedBeforeTheFirstWorkerIsNotLostAndAnAbortedOneIsNotSeen() {
        assertThat(TopicAdmin.groupSettings(TopicSettings.singleBroker()))
                .containsEntry("share.auto.offset.reset", "earliest")
                .containsEntry("share.isolation.level", "read_committed")
                .containsEntry("errors.deadletterqueue.topic.name", "dlq.segments");
    }

    private static String row(TopicSpec spec) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %d | %s | %s |",
                spec.name().replace("POOL", "<pool>"),
                spec.carries(),
                spec.key(),
                spec.partitions(),
                spec.cleanup() == TopicSpec.Cleanup.COMPACT ? "compacted" : period(spec.retention()),
                (spec.maxMessageBytes() >> 20) + " MiB");
    }

    private static String period(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " d" : duration.toHours() + " h";
    }
}
