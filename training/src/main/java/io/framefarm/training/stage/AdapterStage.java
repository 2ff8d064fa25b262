package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.ConsistencySampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.sheet.ContactSheet;
import io.framefarm.training.stage.TeacherFree.Adapted;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A stage in which an adapter learns to guide the frozen consistency model by images, without a teacher. */
abstract class AdapterStage implements Stage {
    private static final double TARGET_DECAY = 0.95;
    private static final int SHEET_ROWS = 6;
    private static final int SAMPLING_STEPS = 4;

    private final String name;
    private final Materials materials;
    private final Weights frozen;
    private final Parameters target;
    private final TeacherFree consistency = new TeacherFree();

    /**
     * Prepares the stage.
     *
     * @param frozen the consistency model: text encoder, UNet with its LoRA, distilled motion modules
     * @param start the adapter before its first step
     */
    AdapterStage(String name, Materials materials, Weights frozen, Parameters start) {
        this.name = name;
        this.materials = materials;
        this.frozen = frozen;
        this.target = start.copy();
    }

    /** The frozen model guided by what belongs to these clips. */
    abstract Adapted adapted(LatentClips.Drawn clips);

    ParameterLayout layout() {
        return target.layout();
    }

    Weights frozen() {
        return frozen;
    }

    VideoModel model() {
        return materials.model();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Plan plan() {
        return materials.plan();
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return target.copy();
    }

    @Override
    public Map<String, Parameters> companions() {
        return Map.of("target", target);
    }

    @Override
    public void afterStep(Parameters trained) {
        target.approach(trained, 1 - TARGET_DECAY);
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        LatentClips.Drawn drawn = materials.clips().draw(step.batch(), 0, step.random());
        LatentClips.Batch batch = drawn.batch();
        return consistency.loss(adapted(drawn), trained, target, VideoModel.latents(batch), batch.frames(), step);
    }

    /** One video for each clip, guided by what belongs to it. */
    List<byte[][]> guided(Weights adapter, LatentClips.Drawn clips, long seed) {
        LatentClips.Batch batch = clips.batch();
        ConsistencySampler sampler =
                new ConsistencySampler(new NoiseSchedule(), SAMPLING_STEPS, ConsistencyDistillation.SPARSE_TIMESTEPS);
        return materials
                .generator()
                .guidedClips(
                        batch.videos(),
                        sampler,
                        (latents, t) -> adapted(clips)
                                .predictNoise(adapter, latents, PerVideo.all(t, batch.videos(), batch.frames())),
                        seed);
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        LatentClips.Drawn drawn = materials.clips().draw(SHEET_ROWS, 0, new SplittableRandom(1));
        List<byte[][]> videos = guided(average, drawn, 1);
        ContactSheet sheet = new ContactSheet(FramePatches.SIDE, FramePatches.SIDE, 2);
        for (int row = 0; row < SHEET_ROWS; row++) {
            sheet.add(videos.get(row), 2, drawn.batch().captions().get(row));
        }
        sheet.write(png);
    }
}
