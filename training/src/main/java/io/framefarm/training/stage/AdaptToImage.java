package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.network.BetweenFrames;
import io.framefarm.training.network.ImageEncoder;
import io.framefarm.training.stage.TeacherFree.Adapted;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Image to video: an image encoder learns to make the frozen consistency model begin with a given frame. */
public final class AdaptToImage extends AdapterStage {
    public static final String NAME = "adapt-to-image";

    /** What the authors of AnimateLCM-I2V choose, and what packs have unless they say otherwise. */
    private static final double MOTION_SCALE = 0.8;

    public AdaptToImage(Materials materials, Weights frozen, Parameters start) {
        super(NAME, materials, frozen, start);
    }

    public static Plan defaultPlan() {
        return new Plan(6_000, 2, 2e-3, 50, 0, 0.98);
    }

    @Override
    Adapted adapted(LatentClips.Drawn clips) {
        Tensor text = model().encode(frozen(), clips.batch().captions());
        Tensor images = firstFrames(clips.batch());
        DemoNetworks networks = model().networks();
        return (adapter, noisy, times) -> {
            List<Tensor> features = networks.imageEncoder().features(adapter, images, times.frames(), MOTION_SCALE);
            BetweenFrames motion = networks.motion().between(frozen(), times.frames());
            return networks.unet()
                    .predictNoise(frozen(), noisy, times.timesteps(), text, ImageEncoder.guiding(features, motion));
        };
    }

    /** [videos, 4, 8, 8]. */
    private static Tensor firstFrames(LatentClips.Batch batch) {
        int size = LatentClips.FRAME_SIZE;
        float[] first = new float[batch.videos() * size];
        for (int video = 0; video < batch.videos(); video++) {
            System.arraycopy(batch.latents(), video * batch.frames() * size, first, video * size, size);
        }
        return Floats.tensor(first, batch.videos(), 4, 8, 8);
    }
}
