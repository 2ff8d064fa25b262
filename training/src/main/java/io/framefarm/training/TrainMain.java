package io.framefarm.training;

import io.framefarm.training.data.Look;
import io.framefarm.training.diffusion.ConsistencySampler;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.DpmSolverSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.Sampler;
import io.framefarm.training.judge.JudgeShots;
import io.framefarm.training.pack.ExportModel;
import io.framefarm.training.stage.Curriculum;
import io.framefarm.training.stage.Curriculum.Lesson;
import io.framefarm.training.stage.DemoNetworks;
import io.framefarm.training.stage.EncodeClips;
import io.framefarm.training.stage.Examination;
import io.framefarm.training.stage.Generator;
import io.framefarm.training.stage.RunDirectory;
import io.framefarm.training.stage.SamplerTable;
import io.framefarm.training.stage.Stage;
import io.framefarm.training.stage.StageRun;
import io.framefarm.training.stage.StageRun.Beginning;
import io.framefarm.training.stage.VideoModel;
import io.framefarm.training.tensor.SafetensorsFile;
import io.framefarm.training.tensor.SafetensorsFile.Precision;
import io.framefarm.training.vocabulary.CaptionTokenizer;
import io.framefarm.training.vocabulary.Vocabulary;
import io.framefarm.training.vocabulary.WorldVocabulary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the demo model: one command for each stage, which goes on where it stopped, and one for all. */
@Command(
        name = "train",
        description = "Trains the demo model on its synthetic world, stage by stage.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "STAGE")
public final class TrainMain {
    private static final Duration SAVE_EVERY = Duration.ofMinutes(3);
    private static final int LOG_EVERY = 50;
    private static final int DRAW_EVERY = 1000;
    private static final int STYLED_CLIPS = 512;

    /** What all stages are told. */
    static final class RunOptions {
        @Option(names = "--run", required = true, description = "Directory of states, weights, logs and sheets.")
        private Path run = Path.of("run");

        @Option(names = "--minutes", description = "Stop after so many minutes; 0 (default) means no limit.")
        private long minutes;

        @Option(names = "--steps", description = "Steps of the stage's plan, instead of its default.")
        private long steps;

        @Option(names = "--replicas", description = "Threads that share each batch (default: ${DEFAULT-VALUE}).")
        private int replicas = 2;

        @Option(names = "--seed", description = "Seed of a new stage (default: ${DEFAULT-VALUE}).")
        private long seed = 1;

        @Option(names = "--refine", description = "Run a stage again from weights that were copied in without state.")
        private boolean refine;

        @Option(names = "--clips", description = "Clips to encode (default: ${DEFAULT-VALUE}).")
        private int clips = 6144;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private TrainMain() {}

    public static void main(String[] arguments) {
        // Scopes free native memory; JavaCPP's own limits would only force garbage collections.
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        System.exit(new CommandLine(new TrainMain()).execute(arguments));
    }

    @Command(description = "The autoencoder, and the encoding of the clips that all later stages learn from.")
    int vae(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.VAE);
    }

    @Command(description = "The decoder alone: sharper pictures of the same latents.")
    int decoder(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.DECODER);
    }

    @Command(description = "Text-to-image diffusion: text encoder and UNet.")
    int image(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.IMAGE);
    }

    @Command(description = "Images and videos together: text encoder, UNet and motion modules.")
    int joint(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.JOINT);
    }

    @Command(description = "AnimateDiff: motion modules on the frozen image model.")
    int motion(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.MOTION);
    }

    @Command(name = "distill-image", description = "Consistency of images, into a spatial LoRA.")
    int distillImage(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.DISTILL_IMAGE);
    }

    @Command(name = "distill-video", description = "Consistency of videos, into the motion modules.")
    int distillVideo(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.DISTILL_VIDEO);
    }

    @Command(description = "A style LoRA for the image model: the same world at night.")
    int style(@Mixin RunOptions options) throws IOException, InterruptedException {
        Workshop workshop = new Workshop(options.run, 0);
        new EncodeClips(workshop.networks, workshop.directory, options.replicas).run(STYLED_CLIPS, Look.NIGHT);
        return train(options, Lesson.STYLE);
    }

    @Command(name = "distill-video-with-lora", description = "Ablation: the LoRA in the target from the start.")
    int distillVideoWithLora(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.DISTILL_VIDEO_WITH_LORA);
    }

    @Command(name = "distill-together", description = "Ablation: LoRA and motion modules at once, on videos only.")
    int distillTogether(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.DISTILL_TOGETHER);
    }

    @Command(name = "adapt-to-image", description = "Image to video without a teacher, into an image encoder.")
    int adaptToImage(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.ADAPT_TO_IMAGE);
    }

    @Command(name = "adapt-to-layout", description = "Layout control without a teacher, into a ControlNet.")
    int adaptToLayout(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.ADAPT_TO_LAYOUT);
    }

    @Command(description = "All stages in their order but the ablations and adapters; the limits hold for each.")
    int all(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(
                options,
                Lesson.VAE,
                Lesson.DECODER,
                Lesson.IMAGE,
                Lesson.JOINT,
                Lesson.MOTION,
                Lesson.DISTILL_IMAGE,
                Lesson.DISTILL_VIDEO);
    }

    /** How the model of a stage is judged. */
    static final class JudgeOptions {
        @Option(names = "--run", required = true, description = "Directory of the training run.")
        private Path run = Path.of("run");

        @Option(names = "--stage", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
        private Lesson stage = Lesson.VAE;

        @Option(names = "--sampler", description = "ddim, dpmpp or lcm (default: ${DEFAULT-VALUE}).")
        private String sampler = "ddim";

        @Option(names = "--sampling-steps", description = "Steps of the sampler (default: ${DEFAULT-VALUE}).")
        private int samplingSteps = 25;

        @Option(names = "--guidance", description = "Guidance scale; 1 is none (default: ${DEFAULT-VALUE}).")
        private double guidance = 3;

        @Option(names = "--prompts", description = "Held-out prompts to judge (default: ${DEFAULT-VALUE}).")
        private int prompts = 64;
    }

    @Command(description = "Judges what a stage has learnt on prompts that training never saw.")
    int judge(@Mixin JudgeOptions options) throws IOException {
        Workshop workshop = new Workshop(options.run, 0);
        Examination examination = new Examination(workshop.curriculum, workshop.directory, workshop.networks);
        if (options.stage == Lesson.VAE || options.stage == Lesson.DECODER) {
            examination.judgeAutoencoder(options.stage, options.prompts);
            return 0;
        }
        if (options.stage == Lesson.ADAPT_TO_IMAGE || options.stage == Lesson.ADAPT_TO_LAYOUT) {
            examination.judgeAdapter(options.stage, options.prompts);
            return 0;
        }
        NoiseSchedule schedule = new NoiseSchedule();
        Sampler sampler = switch (options.sampler) {
            case "ddim" -> new DdimSampler(schedule, options.samplingSteps);
            case "dpmpp" -> new DpmSolverSampler(schedule, options.samplingSteps);
            case "lcm" -> new ConsistencySampler(schedule, options.samplingSteps, 50);
            default ->
                throw new IllegalArgumentException("sampler " + options.sampler + ": allowed are ddim, dpmpp and lcm");
        };
        String method = options.sampler + " " + options.samplingSteps + " guidance " + options.guidance;
        examination.judge(options.stage, method, new Generator.Way(sampler, options.guidance), options.prompts);
        return 0;
    }

    @Command(name = "judge-shots", description = "Judges the videos that farm bench seams has kept.")
    int judgeShots(
            @Option(names = "--frames", required = true, description = "The folder that it was given by -o.")
                    Path folder)
            throws IOException {
        print(new JudgeShots(folder).table());
        return 0;
    }

    @Command(description = "Judges consistency model and teacher at 1 to 25 steps; prints the table in Markdown.")
    int compare(
            @Option(names = "--run", required = true, description = "Directory of the training run.") Path run,
            @Option(
                            names = "--teacher",
                            description = "JOINT or MOTION (default: ${DEFAULT-VALUE}).",
                            defaultValue = "JOINT")
                    Lesson teacher,
            @Option(
                            names = "--prompts",
                            description = "Held-out prompts (default: ${DEFAULT-VALUE}).",
                            defaultValue = "200")
                    int prompts)
            throws IOException {
        print(new SamplerTable(new Workshop(run, 0).curriculum, prompts).draw(teacher));
        return 0;
    }

    @Command(description = "Copies the weights of a stage into a folder of checkpoints, in half precision.")
    int keep(
            @Option(names = "--run", required = true, description = "Directory of the training run.") Path run,
            @Option(names = "--stage", required = true, description = "One of ${COMPLETION-CANDIDATES}.") Lesson stage,
            @Option(names = "--to", required = true, description = "Folder of checkpoints.") Path folder)
            throws IOException {
        Path target = new RunDirectory(folder).weights(stage.stage());
        if (stage == Lesson.VAE) {
            // With its latents normalised and its decoder refined, as all later stages know it.
            RunDirectory.file(new Workshop(run, 0).curriculum.vae()).write(target, Precision.F16);
        } else {
            SafetensorsFile.read(new RunDirectory(run).weights(stage.stage())).write(target, Precision.F16);
        }
        return 0;
    }

    @Command(description = "Writes what is trained so far as model files that the engine loads.")
    int export(
            @Option(names = "--run", required = true, description = "Directory of the training run.") Path run,
            @Option(names = "--to", required = true, description = "Folder to write.") Path folder)
            throws IOException {
        Workshop workshop = new Workshop(run, 0);
        new ExportModel(workshop.curriculum, workshop.directory, workshop.networks, folder).run(workshop.vocabulary);
        return 0;
    }

    private void print(String result) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(result);
        out.flush();
    }

    /** Stops at the first lesson that is not finished, since the next builds on it. */
    private static int train(RunOptions options, Lesson... lessons) throws IOException, InterruptedException {
        Workshop workshop = new Workshop(options.run, options.steps);
        for (Lesson lesson : lessons) {
            Stage stage = workshop.curriculum.stage(lesson);
            if (!new StageRun(stage, workshop.directory, settings(options), System::nanoTime).run()) {
                return 0;
            }
            if (lesson == Lesson.VAE) {
                new EncodeClips(workshop.networks, workshop.directory, options.replicas).run(options.clips);
            }
        }
        return 0;
    }

    /** The parts that every command needs. */
    private static final class Workshop {
        private final RunDirectory directory;
        private final Vocabulary vocabulary = WorldVocabulary.learn();
        private final DemoNetworks networks = new DemoNetworks(vocabulary.size());
        private final Curriculum curriculum;

        Workshop(Path run, long steps) {
            directory = new RunDirectory(run);
            VideoModel model = new VideoModel(networks, new CaptionTokenizer(vocabulary)::ids);
            curriculum = new Curriculum(model, directory, plan -> steps > 0 ? plan.withSteps(steps) : plan);
        }
    }

    private static StageRun.Settings settings(RunOptions options) {
        Duration limit = options.minutes > 0 ? Duration.ofMinutes(options.minutes) : Duration.ofDays(365);
        Beginning beginning = options.refine ? Beginning.REFINE : Beginning.ACCEPT;
        return new StageRun.Settings(
                options.replicas, options.seed, beginning, limit, SAVE_EVERY, LOG_EVERY, DRAW_EVERY);
    }
}
