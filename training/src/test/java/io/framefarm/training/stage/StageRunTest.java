package io.framefarm.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.stage.StageRun.Beginning;
import io.framefarm.training.stage.StageRun.Settings;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameter.Start;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void anInterruptedStageGoesOnAsIfItHadNotBeenInterrupted() throws Exception {
        RunDirectory whole = new RunDirectory(folder.resolve("whole"));
        RunDirectory parts = new RunDirectory(folder.resolve("parts"));
        FindNumbers straight = new FindNumbers();
        FindNumbers before = new FindNumbers();
        FindNumbers after = new FindNumbers();

        boolean finished = run(straight, whole, 100);
        boolean paused = run(before, parts, 4);
        boolean resumed = run(after, parts, 100);

        assertThat(List.of(finished, paused, resumed)).containsExactly(true, false, true);
        assertThat(before.losses).hasSize(4);
        assertThat(after.losses).containsExactlyElementsOf(straight.losses.subList(4, 10));
        assertThat(Files.readAllBytes(parts.weights("find-numbers")))
                .as("averaged weights but for the hours in the header")
                .endsWith(lastBytes(whole.weights("find-numbers")));
        assertThat(after.target.values("x")).containsExactly(straight.target.values("x"));
    }

    @Test
    void aStageLearns() throws Exception {
        FindNumbers stage = new FindNumbers();

        run(stage, new RunDirectory(folder), 100);

        assertThat(stage.losses.get(9)).isLessThan(stage.losses.get(0));
    }

    @Test
    void aFinishedStageIsNotRunAgain() throws Exception {
        RunDirectory directory = new RunDirectory(folder);
        run(new FindNumbers(), directory, 100);
        FindNumbers again = new FindNumbers();

        boolean finished = run(again, directory, 100);

        assertThat(finished).isTrue();
        assertThat(again.losses).isEmpty();
    }

    @Test
    void lossesAreLoggedAsJsonAndSheetsAreDrawn() throws Exception {
        RunDirectory directory = new RunDirectory(folder);

        run(new FindNumbers(), directory, 100);

        assertThat(Files.readAllLines(directory.log("find-numbers")))
                .hasSize(5)
                .first()
                .asString()
                .startsWith("{\"step\":2,")
                .contains("\"error\":");
        assertThat(directory.contactSheet("find-numbers", 10)).exists();
    }

    @Test
    void aStageWhoseWeightsWereCopiedInIsTakenAsDone() throws Exception {
        RunDirectory directory = new RunDirectory(folder);
        run(new FindNumbers(), directory, 100);
        Files.delete(directory.state("find-numbers"));
        FindNumbers again = new FindNumbers();

        boolean finished = run(again, directory, 100);

        assertThat(finished).isTrue();
        assertThat(again.losses).isEmpty();
    }

    @Test
    void refiningStartsFromTheWeightsThatWereCopiedIn() throws Exception {
        RunDirectory directory = new RunDirectory(folder);
        FindNumbers first = new FindNumbers();
        run(first, directory, 100);
        Files.delete(directory.state("find-numbers"));
        FindNumbers again = new FindNumbers();

        run(again, directory, 1, Beginning.REFINE);

        assertThat(again.losses)
                .hasSize(1)
                .first()
                .satisfies(loss -> assertThat(loss).isLessThan(first.losses.get(0)));
    }

    /** A clock that gives each step a second. */
    private static boolean run(Stage stage, RunDirectory directory, long seconds) throws Exception {
        return run(stage, directory, seconds, Beginning.ACCEPT);
    }

    private static boolean run(Stage stage, RunDirectory directory, long seconds, Beginning beginning)
            throws Exception {
        AtomicLong clock = new AtomicLong();
        Settings settings = new Settings(1, 5, beginning, Duration.ofSeconds(seconds), SECOND, 2, 5);
        return new StageRun(stage, directory, settings, () -> clock.getAndAdd(SECOND.toNanos())).run();
    }

    private static byte[] lastBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return java.util.Arrays.copyOfRange(bytes, bytes.length - 3 * Float.BYTES, bytes.length);
    }

    /** Learns three numbers from noisy sight of them, and keeps a target that follows. */
    private static final class FindNumbers implements Stage {
        private final ParameterLayout layout = new ParameterLayout();
        private final Parameters target;
        private final List<Double> losses = new ArrayList<>();

        FindNumbers() {
            layout.declare("x", Start.UNIFORM, 1, 3);
            target = Parameters.zeros(layout);
        }

        @Override
        public String name() {
            return "find-numbers";
        }

        @Override
        public Plan plan() {
            return new Plan(10, 4, 0.1, 1, 0.01, 0.9);
        }

        @Override
        public Parameters start(RandomGenerator random) {
            return Parameters.initial(layout, random);
        }

        @Override
        public Map<String, Parameters> companions() {
            return Map.of("target", target);
        }

        @Override
        public Loss loss(Weights trained, Step step) {
            float[] goal = {3, -2, (float) (1 + 0.01 * step.random().nextGaussian())};
            Tensor error = trained.get("x").sub(Floats.tensor(goal, 3)).square().mean();
            losses.add(error.item_double());
            return new Loss(error, Map.of("error", error.item_double()));
        }

        @Override
        public void afterStep(Parameters trained) {
            target.approach(trained, 0.5);
        }

        @Override
        public void drawContactSheet(Weights average, Path png) throws IOException {
            Files.writeString(png, "drawn");
        }
    }
}
