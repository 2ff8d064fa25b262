package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.network.LatentStatistics;
import io.framefarm.training.network.Vae;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.SceneSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the VAE and all stages after it: normalises the latents, and encodes the clips that those learn from. */
public final class EncodeClips {
    public static final String NAME = "latents";

    private static final Logger log = LoggerFactory.getLogger(EncodeClips.class);
    private static final int CLIPS_FOR_STATISTICS = 128;
    private static final int CLIP_SIZE = Renderer.FRAMES * LatentClips.FRAME_SIZE;
    private static final int LATENT_PLANE = 8 * 8;

    private final DemoNetworks networks;
    private final RunDirectory directory;
    private final int threads;

    public EncodeClips(DemoNetworks networks, RunDirectory directory, int threads) {
        this.networks = networks;
        this.directory = directory;
        this.threads = threads;
    }

    /** Encodes that many clips, unless they are there already. */
    public void run(int clips) throws IOException, InterruptedException {
        if (Files.exists(directory.clips())) {
            log.info("clips are encoded already: {}", directory.clips());
            return;
        }
        Parameters vae = directory.loadWeights(TrainVae.NAME, networks.vaeLayout());
        LatentStatistics statistics = LatentStatistics.of(encode(vae, CLIPS_FOR_STATISTICS, 1), LATENT_PLANE);
        log.info("latents as learnt: mean {}, deviation {}", statistics.mean(), statistics.deviation());
        Parameters normalised = statistics.foldInto(vae, DemoNetworks.VAE);
        directory.saveWeights(NAME, normalised, Map.of());
        new LatentClips(encode(normalised, clips, Vae.SCALING_FACTOR)).write(directory.clips());
    }

    /** [clips, frames, 4, 8, 8], times {@code scale}. */
    private float[] encode(Parameters vae, int clips, double scale) throws InterruptedException {
        float[] latents = new float[clips * CLIP_SIZE];
        ExecutorService pool = Executors.newFixedThreadPool(threads, Threads::trainer);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            int index = i;
            work.add(() -> {
                float[] clip = encodeClip(vae, index, scale);
                System.arraycopy(clip, 0, latents, index * CLIP_SIZE, CLIP_SIZE);
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

    private float[] encodeClip(Parameters vae, int index, double scale) {
        int side = FramePatches.SIDE;
        LatentClips.Clip clip = LatentClips.Clip.ofIndex(SceneSampler.training(), index);
        float[] pixels = new float[Renderer.FRAMES * 3 * side * side];
        new Renderer(side, Renderer.FRAMES).clipInto(clip.scene(), clip.seed(), pixels, 0);
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor frames = Floats.tensor(pixels, Renderer.FRAMES, 3, side, side);
            Tensor mean = networks.vae().encode(vae, frames).mean();
            return Floats.array(mean.mul(new Scalar(scale)));
        }));
    }
}
