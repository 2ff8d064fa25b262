package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RuntimeSettings;
import io.framefarm.worker.sampling.SamplerKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Images that guide the engine, with the small random networks of the committed reference set. */
class GuidedEngineTest {

    private static final ReferenceSet SET = ReferenceSet.committed();
    private static final ReferenceModels MODELS = new ReferenceModels(SET);
    private static final OnnxRuntime RUNTIME = new OnnxRuntime(new RuntimeSettings(1, 0));
    private static final RgbFrame DARK = plain(64, 64, 20);
    private static final RgbFrame BRIGHT = plain(48, 96, 220);

    private static final Engine IMAGE_TO_VIDEO = engine(ReferencePack.imageToVideo(SET, MODELS.diffusers()));
    private static final Engine CONTROLLED_IMAGES = engine(ReferencePack.controlledImages(SET));

    @AfterAll
    static void closeEngines() {
        IMAGE_TO_VIDEO.close();
        CONTROLLED_IMAGES.close();
    }

    @Test
    void framesDependOnTheImageAndOnHowFarTheyMoveFromIt() {
        List<Frame> dark = render(IMAGE_TO_VIDEO, image(DARK, null));

        assertThat(render(IMAGE_TO_VIDEO, image(DARK, null))).isEqualTo(dark);
        assertThat(render(IMAGE_TO_VIDEO, image(DARK, 0.8f))).isEqualTo(dark);
        assertThat(render(IMAGE_TO_VIDEO, image(BRIGHT, null))).isNotEqualTo(dark);
        assertThat(render(IMAGE_TO_VIDEO, image(DARK, 2f))).isNotEqualTo(dark);
        assertThat(render(IMAGE_TO_VIDEO, Guides.NONE)).isNotEqualTo(dark);
    }

    @Test
    void aWindowThatContinuesBeginsWithTheFrameThatItHolds() {
        float[] dark = continued(image(DARK, null), 1);

        assertThat(continued(image(BRIGHT, null), 1)).isEqualTo(dark);
        assertThat(continued(Guides.NONE, 1)).isEqualTo(dark);
        assertThat(continued(image(DARK, 2f), 1)).isNotEqualTo(dark);
        assertThat(continued(image(DARK, null), 2)).isNotEqualTo(dark);
    }

    /** The latents of a window of three frames, of which the first is held. */
    private static float[] continued(Guides guides, float held) {
        float[] given = new float[4 * 8 * 8];
        Arrays.fill(given, held);
        Part part = new Part(
                new FrameWindow(0, 3, 0),
                0,
                Part.Way.WHOLE,
                0,
                true,
                true,
                List.of(new GivenLatents(new FrameWindow(0, 1, 0), given)));
        List<float[]> latents = new ArrayList<>();
        IMAGE_TO_VIDEO.render(
                Recipes.of(recipe(guides, 2)).part(part).recipe(),
                new RenderListener() {
                    @Override
                    public void stepDone(int step, int of) {}

                    @Override
                    public void latents(float[] values) {
                        latents.add(values);
                    }

                    @Override
                    public void frame(Frame frame) {}
                },
                new Cancellation());
        return latents.get(0);
    }

    @Test
    void coloursAreThoseOfTheImage() {
        assertThat(brightness(render(IMAGE_TO_VIDEO, image(DARK, null)))).isLessThan(60);
        assertThat(brightness(render(IMAGE_TO_VIDEO, image(BRIGHT, null)))).isGreaterThan(180);
    }

    @Test
    void theLessNoiseAStartGetsTheMoreItCounts() {
        List<RgbFrame> steps = List.of(plain(64, 64, 0), plain(64, 64, 128), plain(64, 64, 255));

        List<Frame> weak = render(IMAGE_TO_VIDEO, start(steps, 0.25f), 4);
        List<Frame> strong = render(IMAGE_TO_VIDEO, start(steps, 1), 4);
        List<Frame> unguided = render(IMAGE_TO_VIDEO, Guides.NONE, 4);

        assertThat(distance(weak, unguided)).isGreaterThan(distance(strong, unguided));
    }

    @Test
    void onlyTheStepsThatAreLeftAreMade() {
        List<Integer> done = new ArrayList<>();
        Recipe recipe = recipe(start(List.of(DARK), 0.5f), 4);

        IMAGE_TO_VIDEO.render(
                recipe,
                new RenderListener() {
                    @Override
                    public void stepDone(int step, int of) {
                        assertThat(of).isEqualTo(2);
                        done.add(step);
                    }

                    @Override
                    public void frame(Frame frame) {}
                },
                new Cancellation());

        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void lessThanOneStepIsNoStart() {
        assertThatExceptionOfType(RenderException.class)
                .isThrownBy(() -> render(IMAGE_TO_VIDEO, start(List.of(DARK), 0.2f), 4))
                .withMessage("start.strength: 0.2 of 4 steps is less than one (allowed: at least 0.25, or more steps)")
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.USER));
    }

    @Test
    void eachFrameOfAnImageModelFollowsItsOwnHint() {
        List<Frame> dark = render(CONTROLLED_IMAGES, control("layout", DARK));
        List<Frame> mixed = render(CONTROLLED_IMAGES, control("layout", DARK, BRIGHT, DARK));

        assertThat(mixed.get(0)).isEqualTo(dark.get(0));
        assertThat(mixed.get(1)).isNotEqualTo(dark.get(1));
        assertThat(mixed.get(2)).isEqualTo(dark.get(2));
        assertThat(render(CONTROLLED_IMAGES, Guides.NONE)).isNotEqualTo(dark);
    }

    @Test
    void aNetWithoutAnySayChangesNothing() {
        ControlUse silent = new ControlUse("layout", List.of(DARK), 0f, 0, 1);
        ControlUse late = new ControlUse("layout", List.of(DARK), 1f, 0.9f, 1);
        List<Frame> unguided = render(CONTROLLED_IMAGES, Guides.NONE);

        assertThat(render(CONTROLLED_IMAGES, new Guides(null, List.of(silent), null)))
                .isEqualTo(unguided);
        assertThat(render(CONTROLLED_IMAGES, new Guides(null, List.of(late), null)))
                .isEqualTo(unguided);
    }

    @Test
    void twoNetsAddUp() {
        ControlUse half = new ControlUse("layout", List.of(DARK), 0.5f, 0, 1);
        List<Frame> whole = render(CONTROLLED_IMAGES, control("layout", DARK));

        List<Frame> halves = render(CONTROLLED_IMAGES, new Guides(null, List.of(half, half), null));

        assertThat(distance(halves, whole)).isLessThan(1);
    }

    @Test
    void whatThePackDoesNotHaveIsTheRequestsFault() {
        assertThatExceptionOfType(RenderException.class)
                .isThrownBy(() -> render(CONTROLLED_IMAGES, image(DARK, null)))
                .withMessageContaining("has no image encoder")
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.USER));
        assertThatExceptionOfType(RenderException.class)
                .isThrownBy(() -> render(CONTROLLED_IMAGES, control("canny", DARK)))
                .withMessage("controls: pack reference has no ControlNet called 'canny' (it has: layout)")
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.USER));
    }

    @Test
    void imagesForSomeOfTheFramesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe(control("layout", DARK, DARK), 2))
                .withMessage("controls: layout: 2 images (allowed: 1, or 3, one for each frame)");
    }

    private static Engine engine(ModelFolder models) {
        return new Engine(
                models,
                RUNTIME,
                new EngineSettings(1L << 30),
                new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
                () -> 0);
    }

    private static Guides image(RgbFrame image, @Nullable Float motionScale) {
        return new Guides(new SourceImage(image, motionScale), List.of(), null);
    }

    private static Guides start(List<RgbFrame> images, float strength) {
        return new Guides(null, List.of(), new StartVideo(images, strength));
    }

    private static Guides control(String net, RgbFrame... images) {
        return new Guides(null, List.of(new ControlUse(net, List.of(images), null, 0, 1)), null);
    }

    private static List<Frame> render(Engine engine, Guides guides) {
        return render(engine, guides, 2);
    }

    private static List<Frame> render(Engine engine, Guides guides, int steps) {
        List<Frame> frames = new ArrayList<>();
        engine.render(recipe(guides, steps), frames::add, new Cancellation());
        return frames;
    }

    /** Three frames. */
    private static Recipe recipe(Guides guides, int steps) {
        return Recipes.small()
                .sampling(SamplerKind.LCM, steps, 1, NoiseKind.PHILOX)
                .guides(guides)
                .recipe();
    }

    private static RgbFrame plain(int width, int height, int brightness) {
        byte[] rgb = new byte[width * height * RgbFrame.CHANNELS];
        Arrays.fill(rgb, (byte) brightness);
        return new RgbFrame(width, height, rgb);
    }

    private static double brightness(List<Frame> frames) {
        return distance(
                frames,
                frames.stream()
                        .map(frame -> new Frame(frame.index(), plain(64, 64, 0)))
                        .toList());
    }

    /** Mean difference of two bytes. */
    private static double distance(List<Frame> some, List<Frame> others) {
        long sum = 0;
        long count = 0;
        for (int i = 0; i < some.size(); i++) {
            byte[] a = some.get(i).image().rgb();
            byte[] b = others.get(i).image().rgb();
            for (int k = 0; k < a.length; k++) {
                sum += Math.abs((a[k] & 0xFF) - (b[k] & 0xFF));
                count++;
            }
        }
        return (double) sum / count;
    }
}
