package io.framefarm.training.stage;

import io.framefarm.training.stage.Stage.Loss;
import io.framefarm.training.stage.Stage.Step;
import io.framefarm.training.tensor.AdamW;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Replica;
import io.framefarm.training.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one stage until its plan is done or the time is up, and goes on where it stopped. Everything random in a step
 * follows from seed and step, so an interruption changes nothing.
 */
public final class StageRun {
    private static final Logger log = LoggerFactory.getLogger(StageRun.class);

    private final Stage stage;
    private final RunDirectory directory;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final LossLog losses;
    private final List<Replica> replicas = new ArrayList<>();

    /** What to do where a stage's weights are there, but no state to go on from: a checkpoint was copied in. */
    public enum Beginning {
        /** The stage is done. */
        ACCEPT,
        /** Its plan is run again from these weights. */
        REFINE
    }

    /** How to run: threads that share each batch, the seed of a new run, and when to save, log and draw. */
    public record Settings(
            int replicas,
            long seed,
            Beginning beginning,
            Duration limit,
            Duration saveEvery,
            int logEvery,
            int drawEvery) {
        public Settings {
            if (replicas < 1 || logEvery < 1 || drawEvery < 1) {
                throw new IllegalArgumentException("replicas " + replicas + ", logEvery " + logEvery + ", drawEvery "
                        + drawEvery + ": each is at least 1");
            }
        }
    }

    public StageRun(Stage stage, RunDirectory directory, Settings settings, LongSupplier nanoTime) {
        this.stage = stage;
        this.directory = directory;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.losses = new LossLog(directory.log(stage.name()));
    }

    /** Trains, and says whether the stage is finished. */
    public boolean run() throws IOException, InterruptedException {
        Threads.computeAlone();
        Path saved = directory.state(stage.name());
        boolean copied = !Files.exists(saved) && Files.exists(directory.weights(stage.name()));
        if (copied && settings.beginning() == Beginning.ACCEPT) {
            log.info("stage {} is taken as done: its weights are there", stage.name());
            return true;
        }
        TrainingState state = TrainingState.resumeOrStart(stage, saved, settings.seed());
        if (copied) {
            Parameters weights =
                    directory.loadWeights(stage.name(), state.trained().layout());
            state.trained().approach(weights, 1);
            state.average().approach(weights, 1);
        }
        log.info(
                "stage {} goes on after step {} of {}",
                stage.name(),
                state.step(),
                stage.plan().steps());
        AdamW optimizer = new AdamW(
                state.trained(), state.mean(), state.square(), stage.plan().weightDecay());
        for (int i = 0; i < settings.replicas(); i++) {
            replicas.add(new Replica(state.trained()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(settings.replicas(), Threads::trainer);
        try {
            return train(state, optimizer, threads);
        } finally {
            threads.shutdown();
        }
    }

    private boolean train(TrainingState resumed, AdamW optimizer, ExecutorService threads)
            throws IOException, InterruptedException {
        TrainingState state = resumed;
        long begun = nanoTime.getAsLong();
        long saved = begun;
        while (state.step() < stage.plan().steps()) {
            long step = state.step() + 1;
            double rate = stage.plan().learningRate(step);
            losses.add(averaged(inParallel(threads, state.seed(), step)));
            double norm = optimizer.step(joined(), replicas.size(), step, rate);
            stage.afterStep(state.trained());
            follow(state, step);
            long now = nanoTime.getAsLong();
            state = state.at(step, resumed.hours() + hours(now - begun));
            if (step % settings.logEvery() == 0) {
                losses.write(state, rate, norm);
            }
            boolean over = now - begun >= settings.limit().toNanos();
            if (over
                    || now - saved >= settings.saveEvery().toNanos()
                    || step == stage.plan().steps()) {
                save(state);
                saved = now;
            }
            if (step % settings.drawEvery() == 0 || step == stage.plan().steps()) {
                stage.drawContactSheet(state.average(), directory.contactSheet(stage.name(), step));
            }
            if (over) {
                log.info("stage {} pauses after step {}: the time is up", stage.name(), step);
                break;
            }
        }
        return state.step() >= stage.plan().steps();
    }

    /** The average follows quickly at first, so that it does not remember the start. */
    private void follow(TrainingState state, long step) {
        double decay = Math.min(stage.plan().averageDecay(), (1.0 + step) / (10 + step));
        state.average().approach(state.trained(), 1 - decay);
    }

    private List<Map<String, Double>> inParallel(ExecutorService threads, long seed, long step)
            throws InterruptedException {
        int share = Math.max(1, stage.plan().batch() / replicas.size());
        List<Callable<Map<String, Double>>> shares = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get(i);
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step * 31 + i);
            shares.add(
                    () -> differentiate(replica, new Step(step, stage.plan().progress(step), share, random.split())));
        }
        List<Map<String, Double>> parts = new ArrayList<>();
        for (Future<Map<String, Double>> future : threads.invokeAll(shares)) {
            try {
                parts.add(future.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("stage " + stage.name() + " failed at step " + step, failed.getCause());
            }
        }
        return parts;
    }

    private Map<String, Double> differentiate(Replica replica, Step step) {
        return TensorScope.within(() -> {
            Loss loss = stage.loss(replica, step);
            loss.total().backward();
            return loss.parts();
        });
    }

    private Replica joined() {
        Replica first = replicas.get(0);
        for (Replica other : replicas.subList(1, replicas.size())) {
            first.join(other);
            other.clear();
        }
        return first;
    }

    private void save(TrainingState state) throws IOException {
        state.save(directory.state(stage.name()), stage.companions());
        directory.saveWeights(stage.name(), state.average(), state.words());
    }

    private static Map<String, Double> averaged(List<Map<String, Double>> parts) {
        Map<String, Double> sum = new TreeMap<>();
        parts.forEach(part -> part.forEach((name, value) -> sum.merge(name, value / parts.size(), Double::sum)));
        return sum;
    }

    private static double hours(long nanos) {
        return nanos / 3.6e12;
    }
}
