package io.framefarm.worker.intake;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Recipe;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Renders black frames; what happens in the middle is up to the test. */
final class FakeRenderer implements SegmentRenderer {

    interface Step {
        void run(Recipe recipe, Cancellation cancellation) throws RenderFailure, RenderCancelled, InterruptedException;
    }

    final List<String> prepared = new CopyOnWriteArrayList<>();
    final AtomicInteger rendering = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final List<ByteString> given = new CopyOnWriteArrayList<>();
    volatile ByteString latents = ByteString.EMPTY;
    volatile int steps = 1;
    volatile Step step = (recipe, cancellation) -> {};
    volatile Runnable opening = () -> {};

    @Override
    public Rendering render(Recipe recipe, List<ByteString> inputs, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        given.addAll(inputs);
        mostAtOnce.accumulateAndGet(rendering.incrementAndGet(), Math::max);
        try {
            progress.stepDone(1, steps);
            step.run(recipe, cancellation);
            progress.stepDone(steps, steps);
            RgbFrame black = new RgbFrame(8, 8, new byte[8 * 8 * 3]);
            return new Rendering(Collections.nCopies(recipe.getFrames(), black), List.of(), List.of(), latents);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderCancelled("interrupted");
        } finally {
            rendering.decrementAndGet();
        }
    }

    @Override
    public void prepare(Recipe recipe) {
        opening.run();
        prepared.add(recipe.getModel());
    }

    @Override
    public Set<String> packs() {
        return Set.of("test");
    }

    @Override
    public Set<String> warmPacks() {
        return Set.of();
    }

    @Override
    public String device() {
        return "none";
    }
}
