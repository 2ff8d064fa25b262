package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.LatentClips.Clip;
import io.framefarm.training.judge.Likeness;
import io.framefarm.training.network.Vae;
import io.framefarm.training.tensor.Weights;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.SceneSampler;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores videos that an adapter guides: clips of scenes that training never saw give the first frame or the layout, and
 * the videos are held against them.
 */
final class JudgeAdapter {
    private static final int SIDE = FramePatches.SIDE;
    private static final int AT_ONCE = 4;
    private static final int FIRST_CLIP = 1_000_000;

    private final Likeness likeness = new Likeness(SIDE);
    private final ClipEncoder encoder;

    JudgeAdapter(ClipEncoder encoder) {
        this.encoder = encoder;
    }

    /**
     * What the videos show.
     *
     * @param firstFrame percentage of those whose first frame has the colour, shape and place of the given clip's
     * @param distance mean of the subject from its place in the given clip, in percent of the frame's side
     */
    record Report(int clips, double firstFrame, double distance) {}

    Report judge(AdapterStage stage, Weights adapter, int count) {
        int kept = 0;
        double distance = 0;
        for (int first = 0; first < count; first += AT_ONCE) {
            LatentClips.Drawn given = heldOut(first, Math.min(AT_ONCE, count - first));
            List<byte[][]> videos = stage.guided(adapter, given, first);
            for (int i = 0; i < videos.size(); i++) {
                Clip clip = given.clips().get(i);
                byte[][] expected = new Renderer(SIDE, Renderer.FRAMES).clip(clip.scene(), clip.seed());
                kept += likeness.keepsFirstFrame(videos.get(i), expected, clip.scene()) ? 1 : 0;
                distance += likeness.distance(videos.get(i), expected);
            }
        }
        return new Report(count, 100.0 * kept / count, 100 * distance / count);
    }

    private LatentClips.Drawn heldOut(int first, int count) {
        int size = Renderer.FRAMES * LatentClips.FRAME_SIZE;
        float[] latents = new float[count * size];
        List<String> captions = new ArrayList<>();
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Clip clip = Clip.ofIndex(SceneSampler.heldOut(), FIRST_CLIP + first + i);
            clips.add(clip);
            captions.add(Grammar.canonical(clip.scene()));
            System.arraycopy(encoder.encode(clip, Vae.SCALING_FACTOR), 0, latents, i * size, size);
        }
        return new LatentClips.Drawn(new LatentClips.Batch(latents, captions, Renderer.FRAMES), clips);
    }
}
