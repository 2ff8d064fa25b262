package io.framefarm.training.stage;

import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.Pixels;
import io.framefarm.training.judge.Judge;
import io.framefarm.training.judge.JudgeReport;
import io.framefarm.training.judge.Verdict;
import io.framefarm.training.network.Vae;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores what a model makes of scenes whose combinations training never saw. */
public final class JudgeModel {
    private static final Logger log = LoggerFactory.getLogger(JudgeModel.class);
    private static final long SCENES_SEED = 999;

    private final Judge judge = new Judge();
    private final List<Scene> scenes = new ArrayList<>();

    public JudgeModel(int count) {
        RandomGenerator random = new SplittableRandom(SCENES_SEED);
        SceneSampler sampler = SceneSampler.heldOut();
        for (int i = 0; i < count; i++) {
            scenes.add(sampler.draw(random));
        }
    }

    /** Clips of the renderer itself: what the judge can tell at best. */
    public JudgeReport renderer() {
        Renderer renderer = new Renderer(FramePatches.SIDE, Renderer.FRAMES);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            verdicts.add(verdict(renderer.clip(scenes.get(i), i), scenes.get(i)));
        }
        return JudgeReport.of(verdicts);
    }

    /** The renderer's clips after encoding and decoding. */
    public JudgeReport autoencoder(Vae vae, Parameters weights) {
        List<Verdict> verdicts = new ArrayList<>();
        int side = FramePatches.SIDE;
        Renderer renderer = new Renderer(side, Renderer.FRAMES);
        for (int i = 0; i < scenes.size(); i++) {
            float[] clip = new float[Renderer.FRAMES * 3 * side * side];
            renderer.clipInto(scenes.get(i), i, clip, 0);
            float[] decoded = TensorScope.within(() -> TensorScope.withoutGradient(() -> {
                Tensor pixels = Floats.tensor(clip, Renderer.FRAMES, 3, side, side);
                return Floats.array(
                        vae.decode(weights, vae.encode(weights, pixels).mean()));
            }));
            verdicts.add(verdict(Pixels.bytes(decoded, Renderer.FRAMES, side), scenes.get(i)));
        }
        return JudgeReport.of(verdicts);
    }

    /** Generated clips, of which {@code frames} 1 shows all but the motion; logs what is not as it was asked for. */
    public JudgeReport model(Generator generator, Weights weights, int frames, Generator.Way way) {
        List<String> captions = scenes.stream().map(Grammar::canonical).toList();
        List<byte[][]> clips = generator.clips(weights, captions, frames, way, SCENES_SEED);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            Verdict verdict = verdict(clips.get(i), scenes.get(i));
            verdicts.add(verdict);
            if (frames > 1 && !verdict.all()) {
                log.info("not as asked: {}: {}", captions.get(i), verdict.wrong());
            }
        }
        if (frames > 1) {
            tellApart(verdicts, Scene::size);
            tellApart(verdicts, Scene::subject);
            tellApart(verdicts, Scene::motion);
        }
        return JudgeReport.of(verdicts);
    }

    private <T extends Comparable<T>> void tellApart(List<Verdict> verdicts, Function<Scene, T> by) {
        Map<T, List<Verdict>> groups = new TreeMap<>();
        for (int i = 0; i < scenes.size(); i++) {
            groups.computeIfAbsent(by.apply(scenes.get(i)), any -> new ArrayList<>())
                    .add(verdicts.get(i));
        }
        groups.forEach((group, of) -> log.info("{}: {}", group, JudgeReport.of(of)));
    }

    /** The percentage of generated pictures that show the asked-for motion by their trail or springboard. */
    public double cueInStills(Generator generator, Weights weights, Generator.Way way) {
        List<String> captions = scenes.stream().map(Grammar::canonical).toList();
        List<byte[][]> stills = generator.clips(weights, captions, 1, way, SCENES_SEED);
        int right = 0;
        for (int i = 0; i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            right += shows(stills.get(i)[0], scene) ? 1 : 0;
        }
        return 100.0 * right / scenes.size();
    }

    /** What {@link #cueInStills} could reach at best: the same for the renderer's middle frames. */
    public double cueInRenderedStills() {
        Renderer renderer = new Renderer(FramePatches.SIDE, Renderer.FRAMES);
        int right = 0;
        for (int i = 0; i < scenes.size(); i++) {
            byte[] still = renderer.clip(scenes.get(i), i)[Renderer.FRAMES / 2];
            right += shows(still, scenes.get(i)) ? 1 : 0;
        }
        return 100.0 * right / scenes.size();
    }

    private static boolean shows(byte[] still, Scene scene) {
        return CueInStill.read(still, FramePatches.SIDE, scene)
                .filter(scene.motion()::equals)
                .isPresent();
    }

    private Verdict verdict(byte[][] clip, Scene scene) {
        return judge.judge(clip, FramePatches.SIDE, FramePatches.SIDE, scene);
    }
}
