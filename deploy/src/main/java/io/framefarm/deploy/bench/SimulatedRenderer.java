package io.framefarm.deploy.bench;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.plan.PlannedSegment;
import io.framefarm.coordinator.plan.RenderWork;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StageTime;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.SegmentRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Renders nothing: takes a fixed time and draws a pattern that follows from the recipe alone, so that what the farm adds
 * can be measured and what it delivers can be checked.
 */
public final class SimulatedRenderer implements SegmentRenderer {

    public static final String PACK = "simulated";

    static final int STEPS = 4;

    private final Duration duration;
    private final Observer observer;

    public SimulatedRenderer(Duration duration) {
        this(duration, new Observer() {});
    }

    SimulatedRenderer(Duration duration, Observer observer) {
        this.duration = duration;
        this.observer = observer;
    }

    /** Hears when a recipe is begun and when it is done, on the thread that renders. */
    interface Observer {
        default void started(Recipe recipe) {}

        default void ended(Recipe recipe) {}
    }

    @Override
    public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderCancelled {
        observer.started(recipe);
        CountDownLatch cancelled = new CountDownLatch(1);
        cancellation.onCancel(cancelled::countDown);
        Duration time = timeFor(recipe);
        for (int step = 1; step <= STEPS; step++) {
            waitFor(time.dividedBy(STEPS), cancelled);
            cancellation.throwIfCancelled();
            progress.stepDone(step, STEPS);
        }
        observer.ended(recipe);
        ByteString made = SimulatedLatents.of(recipe, latents);
        StageTime stage = StageTime.newBuilder()
                .setStage("simulate")
                .setMicros(TimeUnit.NANOSECONDS.toMicros(time.toNanos()))
                .build();
        return new Rendering(
                frames(recipe, made), List.of(stage), List.of(), recipe.getKeepsLatents() ? made : ByteString.EMPTY);
    }

    /** The given time for a window from noise to frames, and for less work less. */
    private Duration timeFor(Recipe recipe) {
        RenderWork full = new RenderWork((long) STEPS * Limits.WINDOW_FRAMES, Limits.WINDOW_FRAMES, 0);
        RenderWork asked = RenderWork.of(new PlannedSegment(recipe), STEPS).drafted(recipe.getDraft());
        return duration.multipliedBy(asked.units(1)).dividedBy(full.units(1));
    }

    @Override
    public void prepare(Recipe recipe) {}

    @Override
    public Set<String> packs() {
        return Set.of(PACK);
    }

    @Override
    public Set<String> warmPacks() {
        return Set.of(PACK);
    }

    @Override
    public String device() {
        return "simulated";
    }

    private static void waitFor(Duration time, CountDownLatch cancelled) throws RenderCancelled {
        try {
            // Whether the time passed or the cancellation came is checked by the caller.
            boolean early = cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
            if (early) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderCancelled("interrupted");
        }
    }

    /** The first row of a frame shows what its segment was made of, if that was more than the recipe. */
    private static List<RgbFrame> frames(Recipe recipe, ByteString made) {
        List<RgbFrame> frames = new ArrayList<>(recipe.getFrames());
        for (int i = 0; i < recipe.getFrames(); i++) {
            RgbFrame frame = pattern(recipe, recipe.getFirstFrame() + i);
            frames.add(recipe.getInputsCount() > 0 ? marked(frame, made) : frame);
        }
        return frames;
    }

    private static RgbFrame marked(RgbFrame frame, ByteString made) {
        byte[] rgb = frame.rgb().clone();
        for (int at = 0; at < frame.width() * 3; at++) {
            rgb[at] = made.byteAt(at % made.size());
        }
        return new RgbFrame(frame.width(), frame.height(), rgb);
    }

    /** A gradient in the colour of seed and shot, and a bright bar that moves with the absolute frame. */
    static RgbFrame pattern(Recipe recipe, int frame) {
        int width = recipe.getWidth();
        int height = recipe.getHeight();
        int hue = Long.hashCode(recipe.getSeed() * 0x9E3779B97F4A7C15L + recipe.getShot());
        byte[] rgb = new byte[width * height * 3]; // [height, width, 3]
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean bar = Math.floorMod(x - frame, width) < width / 8;
                int light = bar ? 255 : 40 + 120 * y / height;
                int at = (y * width + x) * 3;
                rgb[at] = shade(light, hue);
                rgb[at + 1] = shade(light, hue >>> 8);
                rgb[at + 2] = shade(light, hue >>> 16);
            }
        }
        return new RgbFrame(width, height, rgb);
    }

    private static byte shade(int light, int hue) {
        int strength = 64 + (hue & 0x7F);
        return (byte) (light * strength / 255);
    }
}
