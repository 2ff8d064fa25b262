package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.Look;
import io.framefarm.training.network.ControlNet;
import io.framefarm.training.stage.DistillVideo.Initialisation;
import io.framefarm.training.stage.Stage.Plan;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import io.framefarm.training.world.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The stages in their order, each built on what the earlier ones left in the run directory. */
public final class Curriculum {
    private static final long START_SEED = 42;

    private final VideoModel model;
    private final DemoNetworks networks;
    private final RunDirectory directory;
    private final UnaryOperator<Plan> adjust;

    /** {@code adjust} may change the stages' default plans. */
    public Curriculum(VideoModel model, RunDirectory directory, UnaryOperator<Plan> adjust) {
        this.model = model;
        this.networks = model.networks();
        this.directory = directory;
        this.adjust = adjust;
    }

    /** What can be learnt, in the order of learning; the paper's two ablations come last. */
    public enum Lesson {
        VAE(TrainVae.NAME),
        DECODER(TrainDecoder.NAME),
        IMAGE(TrainImage.NAME),
        JOINT(TrainJoint.NAME),
        MOTION(TrainMotion.NAME),
        DISTILL_IMAGE(DistillImage.NAME),
        DISTILL_VIDEO(DistillVideo.NAME),
        STYLE(TrainStyle.NAME),
        DISTILL_VIDEO_WITH_LORA(DistillVideo.ABLATION),
        DISTILL_TOGETHER(DistillTogether.NAME),
        ADAPT_TO_IMAGE(AdaptToImage.NAME),
        ADAPT_TO_LAYOUT(AdaptToLayout.NAME);

        private final String stage;

        Lesson(String stage) {
            this.stage = stage;
        }

        /** The name of the stage, its command and its folder. */
        public String stage() {
            return stage;
        }
    }

    public Stage stage(Lesson lesson) throws IOException {
        return switch (lesson) {
            case VAE -> new TrainVae(networks, adjust.apply(TrainVae.defaultPlan()));
            case DECODER -> new TrainDecoder(networks, adjust.apply(TrainDecoder.defaultPlan()), normalisedVae());
            case IMAGE -> new TrainImage(materials(TrainImage.defaultPlan()));
            case JOINT ->
                new TrainJoint(
                        materials(TrainJoint.defaultPlan()), directory.loadWeights(TrainImage.NAME, imageLayout()));
            case MOTION -> new TrainMotion(materials(TrainMotion.defaultPlan()), imageModel(), motionStart());
            case DISTILL_IMAGE -> new DistillImage(materials(DistillImage.defaultPlan()), imageModel(), newLora());
            case DISTILL_VIDEO -> distillVideo(Initialisation.WITHOUT_LORA);
            case STYLE ->
                new TrainStyle(
                        materials(LatentClips.read(directory.clips(Look.NIGHT)), TrainStyle.defaultPlan()),
                        imageModel(),
                        Parameters.initial(networks.styleLayout(), new SplittableRandom(START_SEED)));
            case DISTILL_VIDEO_WITH_LORA -> distillVideo(Initialisation.WITH_LORA);
            case DISTILL_TOGETHER ->
                new DistillTogether(materials(DistillVideo.defaultPlan()), teacher(), newLora(), motion());
            case ADAPT_TO_IMAGE -> imageAdapter();
            case ADAPT_TO_LAYOUT -> layoutAdapter();
        };
    }

    AdapterStage imageAdapter() throws IOException {
        return new AdaptToImage(
                materials(AdaptToImage.defaultPlan()),
                learnt(Lesson.DISTILL_VIDEO).weights(),
                Parameters.initial(networks.imageEncoderLayout(), new SplittableRandom(START_SEED)));
    }

    AdapterStage layoutAdapter() throws IOException {
        return new AdaptToLayout(
                materials(AdaptToLayout.defaultPlan()),
                learnt(Lesson.DISTILL_VIDEO).weights(),
                newControlNet());
    }

    private Stage distillVideo(Initialisation initialisation) throws IOException {
        DistillVideo.Inputs inputs = new DistillVideo.Inputs(teacher(), unet(), unetWithLora(), motion());
        return new DistillVideo(materials(DistillVideo.defaultPlan()), inputs, initialisation);
    }

    private Materials materials(Plan plan) throws IOException {
        return materials(clips(), plan);
    }

    private Materials materials(LatentClips clips, Plan plan) throws IOException {
        return new Materials(model, clips, generator(), adjust.apply(plan));
    }

    private Parameters newControlNet() throws IOException {
        ParameterLayout layout = networks.controlNetLayout();
        Parameters initial = Parameters.initial(layout, new SplittableRandom(START_SEED));
        return ControlNet.copyOf(unetWithLora(), DemoNetworks.UNET, initial, layout, DemoNetworks.CONTROLNET);
    }

    private Parameters newLora() {
        return Parameters.initial(networks.loraLayout(), new SplittableRandom(START_SEED));
    }

    /** A model as some stage left it, and how many frames at a time it makes. */
    public record Learnt(Weights weights, int frames) {}

    /** What can be judged after a stage; the VAE makes nothing by itself. */
    public Learnt learnt(Lesson lesson) throws IOException {
        return switch (lesson) {
            case VAE, DECODER -> throw new IllegalArgumentException("the VAE by itself makes no pictures");
            case IMAGE -> new Learnt(directory.loadWeights(TrainImage.NAME, imageLayout()), 1);
            case JOINT -> {
                ParameterLayout layout = ParameterLayout.joined(imageLayout(), networks.motionLayout());
                yield new Learnt(directory.loadWeights(TrainJoint.NAME, layout), Renderer.FRAMES);
            }
            case MOTION -> new Learnt(teacher(), Renderer.FRAMES);
            case DISTILL_IMAGE -> new Learnt(imageModel().with(DemoNetworks.UNET, unetWithLora()), 1);
            case DISTILL_VIDEO -> distilled(DistillVideo.NAME, unetWithLora());
            case ADAPT_TO_IMAGE, ADAPT_TO_LAYOUT ->
                throw new IllegalArgumentException("an adapter is judged with images or layouts, not by captions");
            case STYLE -> distilled(DistillVideo.NAME, networks.styleLora().merge(unetWithLora(), style(), 1));
            case DISTILL_VIDEO_WITH_LORA -> distilled(DistillVideo.ABLATION, unetWithLora());
            case DISTILL_TOGETHER -> {
                Parameters lora = directory.loadWeights(DistillTogether.NAME, networks.loraLayout());
                yield distilled(DistillTogether.NAME, networks.lora().merge(unet(), lora, 1));
            }
        };
    }

    private Learnt distilled(String stage, Parameters mergedUNet) throws IOException {
        Parameters motion = directory.loadWeights(stage, networks.motionLayout());
        Weights spatial = imageModel().with(DemoNetworks.UNET, mergedUNet);
        return new Learnt(spatial.with(DemoNetworks.MOTION, motion), Renderer.FRAMES);
    }

    /** The autoencoder with normalised latents, and with the refined decoder if that was run. */
    public Parameters vae() throws IOException {
        Parameters vae = normalisedVae();
        if (Files.exists(directory.weights(TrainDecoder.NAME))) {
            directory
                    .loadWeights(TrainDecoder.NAME, networks.decoderLayout())
                    .values()
                    .forEach(vae::set);
        }
        return vae;
    }

    private Parameters normalisedVae() throws IOException {
        return directory.loadWeights(EncodeClips.NAME, networks.vaeLayout());
    }

    /** Text encoder and UNet, of the joint stage if that was run. */
    public Parameters imageModel() throws IOException {
        return directory.loadWeights(imageStage(), imageLayout());
    }

    /** The trained motion modules before distillation. */
    public Parameters motion() throws IOException {
        boolean apart = Files.exists(directory.weights(TrainMotion.NAME));
        return directory.loadWeights(apart ? TrainMotion.NAME : TrainJoint.NAME, networks.motionLayout());
    }

    /** Text encoder, UNet and motion modules before distillation. */
    public Parameters teacher() throws IOException {
        return Parameters.joined(imageModel(), motion());
    }

    public Parameters unet() throws IOException {
        return directory.loadWeights(imageStage(), networks.unetLayout());
    }

    public Parameters lora() throws IOException {
        return directory.loadWeights(DistillImage.NAME, networks.loraLayout());
    }

    public Parameters style() throws IOException {
        return directory.loadWeights(TrainStyle.NAME, networks.styleLayout());
    }

    public Parameters distilledMotion() throws IOException {
        return directory.loadWeights(DistillVideo.NAME, networks.motionLayout());
    }

    public Parameters unetWithLora() throws IOException {
        return networks.lora().merge(unet(), lora(), 1);
    }

    public Generator generator() throws IOException {
        return new Generator(model, vae());
    }

    private LatentClips clips() throws IOException {
        return LatentClips.read(directory.clips(Look.AS_DRAWN));
    }

    private ParameterLayout imageLayout() {
        return ParameterLayout.joined(networks.textLayout(), networks.unetLayout());
    }

    private Parameters motionStart() throws IOException {
        return Files.exists(directory.weights(TrainJoint.NAME))
                ? directory.loadWeights(TrainJoint.NAME, networks.motionLayout())
                : Parameters.initial(networks.motionLayout(), new SplittableRandom(START_SEED));
    }

    private String imageStage() {
        return Files.exists(directory.weights(TrainJoint.NAME)) ? TrainJoint.NAME : TrainImage.NAME;
    }
}
