package io.framefarm.training.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.training.data.Captions;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.Look;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.network.ControlNet;
import io.framefarm.training.network.UNetConfig;
import io.framefarm.training.network.VaeConfig;
import io.framefarm.training.stage.DistillVideo.Initialisation;
import io.framefarm.training.stage.Stage.Plan;
import io.framefarm.training.stage.StageRun.Beginning;
import io.framefarm.training.stage.StageRun.Settings;
import io.framefarm.training.tensor.Parameter;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import io.framefarm.training.world.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages at a tiny size, each for a step or two. */
class StagesTest {
    private static final String UNET_WEIGHT = "unet.down_blocks.0.resnets.0.conv1.weight";

    private final DemoNetworks networks =
            new DemoNetworks(600, new VaeConfig(List.of(8, 8, 8, 8), 1), new UNetConfig(List.of(8, 8, 8, 8), 1, 2, 8));
    private final VideoModel model = new VideoModel(networks, StagesTest::tokens);
    private final Parameters vae = Parameters.initial(networks.vaeLayout(), new SplittableRandom(1));
    private final Generator generator = new Generator(model, vae);
    private final LatentClips clips =
            new LatentClips(Noise.gaussian(3 * Renderer.FRAMES * LatentClips.FRAME_SIZE, new SplittableRandom(2)));
    private final Parameters text = Parameters.initial(networks.textLayout(), new SplittableRandom(3));
    private final Parameters unet = trained(networks.unetLayout());
    private final Parameters motion = Parameters.initial(networks.motionLayout(), new SplittableRandom(5));
    private final Parameters lora = Parameters.initial(networks.loraLayout(), new SplittableRandom(6));

    @TempDir
    private Path folder;

    @Test
    void theAutoencoderTakesAStep() throws Exception {
        assertLearns(new TrainVae(networks, plan(2)));
    }

    @Test
    void theDecoderLearnsAndLeavesTheLatentsAsTheyAre() throws Exception {
        TrainDecoder stage = new TrainDecoder(networks, plan(2), vae);

        assertLearns(stage);

        Parameters decoder = new RunDirectory(folder).loadWeights(TrainDecoder.NAME, networks.decoderLayout());
        assertThat(decoder.layout().has("vae.decoder.conv_in.weight")).isTrue();
        assertThat(stage.whole(decoder).get("vae.encoder.conv_in.weight"))
                .isSameAs(vae.get("vae.encoder.conv_in.weight"));
    }

    @Test
    void theImageModelTakesAStep() throws Exception {
        assertLearns(new TrainImage(materials(4)));
    }

    @Test
    void imagesAndVideosTakeTurns() throws Exception {
        Stage stage = new TrainJoint(materials(1), Parameters.joined(text, unet));

        assertLearns(stage);
        assertLearns(stage);

        assertThat(Files.readString(new RunDirectory(folder).log("joint")))
                .contains("imageNoise")
                .contains("videoNoise");
    }

    @Test
    void theMotionModulesTakeAStepOnTheFrozenImageModel() throws Exception {
        float[] before = unet.values(UNET_WEIGHT);

        assertLearns(new TrainMotion(materials(1), Parameters.joined(text, unet), motion));

        assertThat(unet.values(UNET_WEIGHT)).containsExactly(before);
    }

    @Test
    void imageDistillationTakesAStepAndItsTargetFollows() throws Exception {
        Parameters start = lora.copy();

        assertLearns(new DistillImage(materials(2), Parameters.joined(text, unet), lora));

        String up = loraUp();
        assertThat(lora.values(up)).isNotEqualTo(start.values(up));
    }

    @Test
    void theStyleTakesAStep() throws Exception {
        Parameters style = Parameters.initial(networks.styleLayout(), new SplittableRandom(7));

        assertLearns(new TrainStyle(materials(2), Parameters.joined(text, unet), style));
    }

    @Test
    void videoDistillationTakesAStep() throws Exception {
        assertLearns(distillVideo(Initialisation.WITHOUT_LORA));
    }

    @Test
    void theLoraReachesTheTargetOnlyAsThatFollows() {
        DistillVideo stage = distillVideo(Initialisation.WITHOUT_LORA);
        float before = target(stage).values(UNET_WEIGHT)[0];

        stage.afterStep(motion);

        float after = target(stage).values(UNET_WEIGHT)[0];
        assertThat(before).isEqualTo(unet.values(UNET_WEIGHT)[0]);
        assertThat(after).isEqualTo(before + 0.05f * (changedUNet().values(UNET_WEIGHT)[0] - before));
    }

    @Test
    void inTheAblationTheTargetHasTheLoraFromTheStart() {
        DistillVideo stage = distillVideo(Initialisation.WITH_LORA);

        assertThat(target(stage).values(UNET_WEIGHT))
                .containsExactly(changedUNet().values(UNET_WEIGHT));
    }

    @Test
    void theImageEncoderTakesAStepOnTheFrozenModel() throws Exception {
        float[] before = unet.values(UNET_WEIGHT);
        Parameters start = Parameters.initial(networks.imageEncoderLayout(), new SplittableRandom(8));

        assertLearns(new AdaptToImage(materials(1), Parameters.joined(text, unet, motion), start));

        assertThat(unet.values(UNET_WEIGHT)).containsExactly(before);
    }

    @Test
    void theControlNetTakesAStepOnTheFrozenModel() throws Exception {
        float[] before = unet.values(UNET_WEIGHT);

        assertLearns(new AdaptToLayout(materials(1), Parameters.joined(text, unet, motion), newControlNet()));

        assertThat(unet.values(UNET_WEIGHT)).containsExactly(before);
    }

    @Test
    void aNewControlNetIsACopyOfTheUNetsWayDown() {
        Parameters controlNet = newControlNet();

        assertThat(controlNet.values("controlnet.down_blocks.0.resnets.0.conv1.weight"))
                .containsExactly(unet.values(UNET_WEIGHT));
        assertThat(controlNet.values("controlnet.controlnet_mid_block.weight")).containsOnly(0);
        assertThat(networks.controlNetLayout().parameters())
                .noneMatch(parameter -> parameter.name().contains("up_blocks"));
    }

    @Test
    void theTargetOfAnAdapterFollowsIt() {
        Parameters start = Parameters.initial(networks.imageEncoderLayout(), new SplittableRandom(8));
        AdaptToImage stage = new AdaptToImage(materials(1), Parameters.joined(text, unet, motion), start);
        String weight = "img_encoder.conv_in.weight";
        Parameters trained = start.copy();
        float[] changed = start.values(weight);
        changed[0] += 1;
        trained.set(weight, changed);

        stage.afterStep(trained);

        Parameters target = Objects.requireNonNull(stage.companions().get("target"));
        assertThat(target.values(weight)[0]).isCloseTo(start.values(weight)[0] + 0.05f, within(1e-6f));
    }

    @Test
    void aModelThatKnowsTheNoiseIsConsistentWithoutATeacher() {
        NoiseSchedule schedule = new NoiseSchedule();
        TensorScope.within(() -> {
            Tensor videos = VideoModel.latents(clips.videos(2, 0, new SplittableRandom(1)));
            TeacherFree.Adapted knowing = (adapter, noisy, times) ->
                    noisy.sub(videos.mul(times.factors(schedule::signal))).div(times.factors(schedule::noise));
            TeacherFree.Adapted ignorant = (adapter, noisy, times) -> torch.zeros_like(noisy);

            assertThat(loss(knowing, videos, 1)).isLessThan(1e-3);
            assertThat(loss(ignorant, videos, 1)).isGreaterThan(1e-2);
        });
    }

    @Test
    void videosLikeTheClipsThatGuideThemKeepTheFirstFrameAndThePath() {
        JudgeAdapter judge = new JudgeAdapter(new ClipEncoder(
                networks.vae(), Parameters.initial(networks.vaeLayout(), new SplittableRandom(1)), Look.AS_DRAWN, 1));

        JudgeAdapter.Report same = judge.judge(showing(0), unet, 6);
        JudgeAdapter.Report others = judge.judge(showing(1), unet, 6);

        assertThat(same.firstFrame()).isEqualTo(100);
        assertThat(same.distance()).isLessThan(0.1);
        assertThat(others.firstFrame()).isLessThan(50);
        assertThat(others.distance()).isGreaterThan(5);
    }

    /** A stage whose videos are clips of the renderer, with other seeds than those that guide them. */
    private AdapterStage showing(long seedsLater) {
        return new AdapterStage("showing", materials(1), unet, unet) {
            @Override
            TeacherFree.Adapted adapted(LatentClips.Drawn clips) {
                return (adapter, noisy, times) -> noisy;
            }

            @Override
            List<byte[][]> guided(Weights adapter, LatentClips.Drawn clips, long seed) {
                return clips.clips().stream()
                        .map(clip -> new Renderer(64, Renderer.FRAMES).clip(clip.scene(), clip.seed() + seedsLater))
                        .toList();
            }
        };
    }

    @Test
    void atFirstOneStepWithoutTheTargetLeadsToTheVideo() {
        TensorScope.within(() -> {
            Tensor videos = VideoModel.latents(clips.videos(2, 0, new SplittableRandom(1)));
            AtomicInteger asked = new AtomicInteger();
            TeacherFree.Adapted counting = (adapter, noisy, times) -> {
                asked.incrementAndGet();
                return torch.zeros_like(noisy);
            };

            loss(counting, videos, 0);
            assertThat(asked.getAndSet(0)).isEqualTo(1);

            loss(counting, videos, 1);
            assertThat(asked).hasValue(2);
        });
    }

    private double loss(TeacherFree.Adapted model, Tensor videos, double progress) {
        Stage.Step step = new Stage.Step(1, progress, 2, new SplittableRandom(2));
        return new TeacherFree()
                .loss(model, unet, unet, videos, Renderer.FRAMES, step)
                .total()
                .item_double();
    }

    private Parameters newControlNet() {
        Parameters initial = Parameters.initial(networks.controlNetLayout(), new SplittableRandom(8));
        return ControlNet.copyOf(
                unet, DemoNetworks.UNET, initial, networks.controlNetLayout(), DemoNetworks.CONTROLNET);
    }

    @Test
    void theHuberLossIsSmoothAtZeroAndLinearFarFromIt() {
        TensorScope.within(() -> {
            double atZero = ConsistencyDistillation.huber(torch.zeros(1)).item_double();
            double far = ConsistencyDistillation.huber(torch.zeros(1).add(new Scalar(3.0)))
                    .item_double();

            assertThat(atZero).isZero();
            assertThat(far).isBetween(2.9989, 2.9991);
        });
    }

    /** Two steps, after which the averaged weights are others than at the start. */
    private void assertLearns(Stage stage) throws IOException, InterruptedException {
        RunDirectory directory = new RunDirectory(folder);
        Parameters start = stage.start(new SplittableRandom(9));
        Settings settings = new Settings(2, 9, Beginning.ACCEPT, Duration.ofNanos(1), Duration.ofHours(1), 1, 1000);
        for (int step = 0; step < 2; step++) { // a limit of a nanosecond lets each run take one
            new StageRun(stage, directory, settings, System::nanoTime).run();
        }

        Parameters learnt = directory.loadWeights(stage.name(), start.layout());
        assertThat(Files.readAllLines(directory.log(stage.name()))).hasSizeGreaterThanOrEqualTo(2);
        assertThat(start.layout().parameters())
                .filteredOn(p -> !Arrays.equals(learnt.values(p.name()), start.values(p.name())))
                .isNotEmpty();
    }

    private Materials materials(int batch) {
        return new Materials(model, clips, generator, plan(batch));
    }

    private static Parameters target(DistillVideo stage) {
        return Objects.requireNonNull(stage.companions().get("unet"));
    }

    private DistillVideo distillVideo(Initialisation initialisation) {
        DistillVideo.Inputs inputs =
                new DistillVideo.Inputs(Parameters.joined(text, unet, motion), unet, changedUNet(), motion);
        return new DistillVideo(materials(1), inputs, initialisation);
    }

    private Parameters changedUNet() {
        Parameters changed = unet.copy();
        float[] weight = changed.values(UNET_WEIGHT);
        for (int i = 0; i < weight.length; i++) {
            weight[i] += 1;
        }
        changed.set(UNET_WEIGHT, weight);
        return changed;
    }

    private String loraUp() {
        return networks.loraLayout().parameters().stream()
                .map(parameter -> parameter.name())
                .filter(name -> name.endsWith("conv2.lora_up.weight"))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** As after some training: nothing is zero any more. */
    private static Parameters trained(ParameterLayout layout) {
        Parameters parameters = Parameters.zeros(layout);
        for (Parameter parameter : layout.parameters()) {
            SplittableRandom random = new SplittableRandom(parameter.name().hashCode());
            float[] values = Noise.gaussian(Math.toIntExact(parameter.elements()), random);
            for (int i = 0; i < values.length; i++) {
                values[i] *= 0.1f;
            }
            parameters.set(parameter.name(), values);
        }
        return parameters;
    }

    private static Plan plan(int batch) {
        return new Plan(1000, 2 * batch, 1e-3, 1, 0, 0.9);
    }

    private static long[] tokens(String caption) {
        long[] ids = new long[Captions.WORDS];
        for (int i = 0; i < Math.min(caption.length(), ids.length); i++) {
            ids[i] = caption.charAt(i);
        }
        return ids;
    }
}
