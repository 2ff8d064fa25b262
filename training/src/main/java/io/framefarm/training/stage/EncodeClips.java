package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.Look;
import io.framefarm.training.network.LatentStatistics;
import io.framefarm.training.network.Vae;
import io.framefarm.training.tensor.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the VAE and all stages after it: normalises the latents, and encodes the clips that those learn from. */
public final class EncodeClips {
    public static final String NAME = "latents";

    private static final Logger log = LoggerFactory.getLogger(EncodeClips.class);
    private static final int CLIPS_FOR_STATISTICS = 128;
    private static final int LATENT_PLANE = 8 * 8;

    private final DemoNetworks networks;
    private final RunDirectory directory;
    private final int threads;

    public EncodeClips(DemoNetworks networks, RunDirectory directory, int threads) {
        this.networks = networks;
        this.directory = directory;
        this.threads = threads;
    }

    /** Normalises the VAE and encodes that many clips, unless either is there already. */
    public void run(int clips) throws IOException, InterruptedException {
        if (Files.exists(directory.clips(Look.AS_DRAWN))) {
            log.info("clips are encoded already: {}", directory.clips(Look.AS_DRAWN));
            return;
        }
        if (!Files.exists(directory.weights(NAME))) {
            normalise();
        }
        write(clips, Look.AS_DRAWN);
    }

    /** Encodes that many clips in another look with the normalised VAE, unless they are there already. */
    public void run(int clips, Look look) throws IOException, InterruptedException {
        if (!Files.exists(directory.clips(look))) {
            write(clips, look);
        }
    }

    private void normalise() throws IOException, InterruptedException {
        Parameters vae = directory.loadWeights(TrainVae.NAME, networks.vaeLayout());
        LatentStatistics statistics =
                LatentStatistics.of(encoder(vae, Look.AS_DRAWN).encode(CLIPS_FOR_STATISTICS, 1), LATENT_PLANE);
        log.info("latents as learnt: mean {}, deviation {}", statistics.mean(), statistics.deviation());
        directory.saveWeights(NAME, statistics.foldInto(vae, DemoNetworks.VAE), Map.of());
    }

    private void write(int clips, Look look) throws IOException, InterruptedException {
        Parameters vae = directory.loadWeights(NAME, networks.vaeLayout());
        float[] latents = encoder(vae, look).encode(clips, Vae.SCALING_FACTOR);
        new LatentClips(latents).write(directory.clips(look));
    }

    private ClipEncoder encoder(Parameters vae, Look look) {
        return new ClipEncoder(networks.vae(), vae, look, threads);
    }
}
