package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Overlapping requests of three producers, of whom the first is greedy. */
@Timeout(300)
class FairShareIT {

    private static final List<String> PRODUCERS = List.of("ann", "bob", "cem");

    @TempDir
    Path folder;

    @Test
    void theFramesDoNotDependOnHowManyWorkersThereAre() throws Exception {
        Map<String, String> withOne = hashesWith(1);

        assertThat(hashesWith(2)).isEqualTo(withOne);
        assertThat(hashesWith(4)).isEqualTo(withOne);
        assertThat(withOne.values()).as("different seeds").doesNotHaveDuplicates();
    }

    @Test
    void aGreedyProducerDoesNotKeepTheOthersWaiting() throws Exception {
        try (TestFarm farm = TestFarm.start(folder.resolve("fair"), 1, TestFarm.engine())) {
            for (int i = 0; i < 6; i++) {
                farm.submit("ann-" + i, Requests.quick("ann", 32, i));
            }
            farm.submit("bob-0", Requests.quick("bob", 32, 10));
            farm.submit("cem-0", Requests.quick("cem", 32, 20));

            assertThat(startedBefore(farm, "bob-0", "ann-5")).isTrue();
            assertThat(startedBefore(farm, "cem-0", "ann-5")).isTrue();
            List<String> order =
                    List.of("ann-0", "ann-1", "ann-2", "ann-3", "ann-4", "ann-5", "bob-0", "cem-0").stream()
                            .sorted(Comparator.comparing(id -> farm.status(id).getFirstFrameAtMs()))
                            .toList();
            // One of ann's is under way before the others come; after that everybody has a turn.
            assertThat(order.subList(0, 5)).contains("bob-0", "cem-0");
        }
    }

    private static boolean startedBefore(TestFarm farm, String early, String late) {
        return farm.awaitEnd(early).getFirstFrameAtMs() < farm.awaitEnd(late).getFirstFrameAtMs();
    }

    /** Renders two requests of each producer at the same time; the hash of each render's pixels by its id. */
    private Map<String, String> hashesWith(int workers) throws Exception {
        Map<String, String> hashes = new LinkedHashMap<>();
        try (TestFarm farm = TestFarm.start(folder.resolve("with-" + workers), workers, TestFarm.engine())) {
            for (int i = 0; i < 2; i++) {
                for (String producer : PRODUCERS) {
                    farm.submit(producer + "-" + i, Requests.quick(producer, 20, producer.hashCode() + i));
                }
            }
            for (int i = 0; i < 2; i++) {
                for (String producer : PRODUCERS) {
                    RenderStatus end = farm.awaitEnd(producer + "-" + i);
                    assertThat(end.getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
                    hashes.put(
                            producer + "-" + i,
                            HexFormat.of().formatHex(end.getVideo().getSha256().toByteArray()));
                }
            }
        }
        return hashes;
    }
}
