package io.framefarm.deploy.worker;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.SegmentRenderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Renders each frame in the gray of its number, and waits for the test if told to. */
final class GrayRenderer implements SegmentRenderer {

    final AtomicInteger renders = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderCancelled {
        renders.incrementAndGet();
        CountDownLatch goOn = gate;
        cancellation.onCancel(goOn::countDown);
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderCancelled("interrupted");
        }
        if (cancellation.reason().isPresent()) {
            cancelled.incrementAndGet();
        }
        cancellation.throwIfCancelled();
        List<RgbFrame> frames = new ArrayList<>();
        for (int i = 0; i < recipe.getFrames(); i++) {
            byte[] rgb = new byte[recipe.getWidth() * recipe.getHeight() * 3];
            Arrays.fill(rgb, (byte) (recipe.getFirstFrame() + i));
            frames.add(new RgbFrame(recipe.getWidth(), recipe.getHeight(), rgb));
        }
        return new Rendering(frames, List.of());
    }

    @Override
    public void prepare(Recipe recipe) {}

    @Override
    public Set<String> packs() {
        return Set.of("gray");
    }

    @Override
    public Set<String> warmPacks() {
        return Set.of("gray");
    }

    @Override
    public String device() {
        return "none";
    }
}
