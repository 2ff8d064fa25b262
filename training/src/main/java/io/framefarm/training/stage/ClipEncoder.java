package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.Look;
import io.framefarm.training.network.Vae;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.SceneSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Renders clips of the world and encodes them, several at once. */
record ClipEncoder(Vae vae, Parameters weights, Look look, int threads) {
    private static final int CLIP_SIZE = Renderer.FRAMES * LatentClips.FRAME_SIZE;

    /** The first training clips: [clips, frames, 4, 8, 8], times {@code scale}. */
    float[] encode(int clips, double scale) throws InterruptedException {
        float[] latents = new float[clips * CLIP_SIZE];
        ExecutorService pool = Executors.newFixedThreadPool(threads, Threads::trainer);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            int index = i;
            LatentClips.Clip clip = LatentClips.Clip.ofIndex(SceneSampler.training(), i);
            work.add(() -> {
                System.arraycopy(encode(clip, scale), 0, latents, index * CLIP_SIZE, CLIP_SIZE);
                return true;
            });
        }
        try {
            for (Future<Boolean> done : pool.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a clip could not be encoded", failed.getCause());
        } finally {
            pool.shutdown();
        }
        return latents;
    }

    /** [frames, 4, 8, 8], times {@code scale}. */
    float[] encode(LatentClips.Clip clip, double scale) {
        int side = FramePatches.SIDE;
        float[] pixels = new float[Renderer.FRAMES * 3 * side * side];
        new Renderer(side, Renderer.FRAMES).clipInto(look.drawn(clip.scene()), clip.seed(), pixels, 0);
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor frames = Floats.tensor(pixels, Renderer.FRAMES, 3, side, side);
            return Floats.array(vae.encode(weights, frames).mean().mul(new Scalar(scale)));
        }));
    }
}
