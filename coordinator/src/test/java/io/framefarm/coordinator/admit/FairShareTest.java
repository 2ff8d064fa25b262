package io.framefarm.coordinator.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private final FairShare fairShare = new FairShare(0);

    private record Waiting(String renderId, String producer, int priority, long acceptedAtMs, long cost, Object warmth)
            implements Candidate {}

    @Test
    void producersTakeTurnsHoweverMuchTheyAskFor() {
        List<Waiting> backlog = List.of(waiting("a1", "ann", 1), waiting("a2", "ann", 2), waiting("b1", "bob", 3));

        assertThat(picks(fairShare, backlog, 6)).containsExactly("a1", "b1", "a1", "b1", "a1", "b1");
    }

    @Test
    void largeSegmentsCountAsMuchAsTheyCost() {
        List<Waiting> backlog =
                List.of(new Waiting("a", "ann", 0, 1, 300, "m"), new Waiting("b", "bob", 0, 2, 100, "m"));

        assertThat(picks(fairShare, backlog, 8)).containsExactly("a", "b", "b", "b", "a", "b", "b", "b");
    }

    @Test
    void aHigherPriorityGoesFirst() {
        List<Waiting> backlog = List.of(waiting("a", "ann", 1), new Waiting("urgent", "bob", 1, 9, 100, "m"));

        assertThat(picks(fairShare, backlog, 3)).containsOnly("urgent");
    }

    @Test
    void theOlderRenderOfAProducerGoesFirst() {
        List<Waiting> backlog = List.of(waiting("young", "ann", 2), waiting("old", "ann", 1));

        assertThat(picks(fairShare, backlog, 3)).containsOnly("old");
    }

    @Test
    void idlingEarnsNoCredit() {
        List<Waiting> annOnly = List.of(waiting("a", "ann", 1));
        picks(fairShare, annOnly, 100);

        assertThat(picks(fairShare, List.of(waiting("a", "ann", 1), waiting("b", "bob", 2)), 4))
                .containsExactly("b", "a", "b", "a");
    }

    @Test
    void runsOfTheSameModelsStayTogetherWithinTheirBound() {
        FairShare warm = new FairShare(3);
        List<Waiting> backlog =
                List.of(new Waiting("a", "ann", 0, 1, 100, "model-a"), new Waiting("b", "bob", 0, 2, 100, "model-b"));

        List<String> picks = picks(warm, backlog, 16);

        long switches = 0;
        for (int i = 1; i < picks.size(); i++) {
            switches += picks.get(i).equals(picks.get(i - 1)) ? 0 : 1;
        }
        assertThat(switches).isLessThanOrEqualTo(4);
        assertThat(picks.stream().filter("a"::equals).count()).isBetween(6L, 10L);
    }

    @Test
    void thereIsNothingToPickFromNothing() {
        assertThat(fairShare.pick("pool", List.<Waiting>of())).isNull();
    }

    private static Waiting waiting(String id, String producer, long acceptedAtMs) {
        return new Waiting(id, producer, 0, acceptedAtMs, 100, "m");
    }

    private static List<String> picks(FairShare fairShare, List<Waiting> backlog, int count) {
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picked.add(Objects.requireNonNull(fairShare.pick("pool", backlog)).renderId());
        }
        return picked;
    }
}
