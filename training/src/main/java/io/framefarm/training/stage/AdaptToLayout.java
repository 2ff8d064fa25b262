package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.LayoutHints;
import io.framefarm.training.network.BetweenFrames;
import io.framefarm.training.network.Residuals;
import io.framefarm.training.stage.TeacherFree.Adapted;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** Layout control: a ControlNet learns to make the frozen consistency model put things where they are drawn. */
public final class AdaptToLayout extends AdapterStage {
    public static final String NAME = "adapt-to-layout";

    /** {@code start} is a copy of the frozen UNet. */
    public AdaptToLayout(Materials materials, Weights frozen, Parameters start) {
        super(NAME, materials, frozen, start);
    }

    public static Plan defaultPlan() {
        return new Plan(3_000, 2, 1e-3, 50, 0, 0.98);
    }

    @Override
    Adapted adapted(LatentClips.Drawn clips) {
        Tensor text = model().encode(frozen(), clips.batch().captions());
        Tensor hints = hints(LayoutHints.ofClips(clips.clips()));
        DemoNetworks networks = model().networks();
        return (adapter, noisy, times) -> {
            Residuals residuals = networks.controlNet().residuals(adapter, noisy, times.timesteps(), text, hints);
            BetweenFrames motion = networks.motion().between(frozen(), times.frames());
            return networks.unet().predictNoise(frozen(), noisy, times.timesteps(), text, motion, residuals);
        };
    }

    /** [videos * frames, 3, 64, 64] from 0 to 1. */
    private static Tensor hints(float[] values) {
        int side = FramePatches.SIDE;
        return Floats.tensor(values, values.length / (3L * side * side), 3, side, side);
    }
}
