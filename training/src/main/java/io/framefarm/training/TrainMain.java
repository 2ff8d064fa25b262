package io.framefarm.training;

import io.framefarm.training.data.Captions;
import io.framefarm.training.stage.Curriculum;
import io.framefarm.training.stage.Curriculum.Lesson;
import io.framefarm.training.stage.DemoNetworks;
import io.framefarm.training.stage.EncodeClips;
import io.framefarm.training.stage.RunDirectory;
import io.framefarm.training.stage.Stage;
import io.framefarm.training.stage.StageRun;
import io.framefarm.training.stage.VideoModel;
import io.framefarm.training.vocabulary.CaptionTokenizer;
import io.framefarm.training.vocabulary.Vocabulary;
import io.framefarm.training.vocabulary.WorldVocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the demo model: one command for each stage, which goes on where it stopped, and one for all. */
@Command(
        name = "train",
        description = "Trains the demo model on its synthetic world, stage by stage.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "STAGE")
public final class TrainMain {
    private static final Duration SAVE_EVERY = Duration.ofMinutes(3);
    private static final int LOG_EVERY = 50;
    private static final int DRAW_EVERY = 500;

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

        @Option(names = "--clips", description = "Clips to encode (default: ${DEFAULT-VALUE}).")
        private int clips = 6144;
    }

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

    @Command(description = "All stages in their order; the limits hold for each.")
    int all(@Mixin RunOptions options) throws IOException, InterruptedException {
        return train(options, Lesson.values());
    }

    /** Stops at the first lesson that is not finished, since the next builds on it. */
    private static int train(RunOptions options, Lesson... lessons) throws IOException, InterruptedException {
        RunDirectory directory = new RunDirectory(options.run);
        Vocabulary vocabulary = WorldVocabulary.learn();
        DemoNetworks networks = new DemoNetworks(vocabulary.size());
        VideoModel model = new VideoModel(networks, captions(vocabulary));
        Curriculum curriculum =
                new Curriculum(model, directory, plan -> options.steps > 0 ? plan.withSteps(options.steps) : plan);
        for (Lesson lesson : lessons) {
            Stage stage = curriculum.stage(lesson);
            if (!new StageRun(stage, directory, settings(options), System::nanoTime).run()) {
                return 0;
            }
            if (lesson == Lesson.VAE) {
                new EncodeClips(networks, directory, options.replicas).run(options.clips);
            }
        }
        return 0;
    }

    private static StageRun.Settings settings(RunOptions options) {
        Duration limit = options.minutes > 0 ? Duration.ofMinutes(options.minutes) : Duration.ofDays(365);
        return new StageRun.Settings(options.replicas, options.seed, limit, SAVE_EVERY, LOG_EVERY, DRAW_EVERY);
    }

    private static Captions captions(Vocabulary vocabulary) {
        CaptionTokenizer tokenizer = new CaptionTokenizer(vocabulary);
        return tokenizer::ids;
    }
}
