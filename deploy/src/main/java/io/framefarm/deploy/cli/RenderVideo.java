package io.framefarm.deploy.cli;

import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.client.StoredVideos;
import io.framefarm.deploy.client.VideoSource;
import io.framefarm.deploy.client.http.HttpFarmClient;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm render}: the whole way from a request to a video file. */
@Command(
        description = {
            "Renders a request into a video file and shows progress.",
            "Uses the farm of --server or the cluster of --kafka, else the farm that runs on the data folder;"
                    + " if there is none, starts a whole farm inside this process for the time being."
        })
final class RenderVideo implements Callable<Integer> {

    private static final Duration TICK = Duration.ofMillis(250);

    private final Terminal terminal;
    private final Connect connect;
    private final InstantSource clock;
    private final NewRenders newRenders;

    @Mixin
    private final FarmChoice choice;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final FarmOptions farmOptions;

    @Mixin
    private final DraftOption draft = new DraftOption();

    @ArgGroup(multiplicity = "1")
    private Wish wish = new Wish();

    /** What to render: what a file asks for, or what made a video. */
    private static final class Wish {
        @Parameters(paramLabel = "REQUEST", description = "File with the request, YAML or JSON.")
        private @Nullable Path request;

        @Option(
                names = "--from",
                paramLabel = "VIDEO",
                description = "A video that Framefarm has rendered: renders it again from the recipe inside it.")
        private @Nullable Path video;
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The video file to write.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "At the end, the state as one JSON object (RenderStatus).")
    private boolean json;

    RenderVideo(Surroundings surroundings, NewRenders newRenders) {
        this.terminal = surroundings.terminal();
        this.connect = surroundings.connect();
        this.clock = surroundings.clock();
        this.newRenders = newRenders;
        this.choice = new FarmChoice(surroundings);
        this.store = new StoreOptions(surroundings.environment());
        this.farmOptions = new FarmOptions(clock);
    }

    @Override
    public Integer call() throws IOException {
        RenderCommand command = command();
        try (StopSignal stop = StopSignal.listen()) {
            Optional<HttpFarmClient> http = choice.overHttp();
            if (http.isPresent()) {
                return renderOn(http.get(), http.get(), command, stop).number();
            }
            Path folder = choice.dataFolder();
            Optional<KafkaCluster> running = choice.cluster().find();
            if (running.isPresent()) {
                return renderOn(running.get(), command, stop).number();
            }
            try (DataFolder data = farmOptions.claim(folder);
                    AllInOne farm = farmOptions.start(data, store.open(folder, clock), new Monitor())) {
                return renderOn(KafkaCluster.at(farm.bootstrap()), command, stop)
                        .number();
            }
        }
    }

    private RenderCommand command() {
        if (wish.video == null) {
            return draft.applied(newRenders.fromFile(
                    Objects.requireNonNull(wish.request), () -> store.open(choice.dataFolder(), clock)));
        }
        if (draft.isGiven()) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--draft: goes with a request; --from renders what the video's recipe says");
        }
        return newRenders.fromVideo(wish.video);
    }

    private ExitCode renderOn(KafkaCluster kafka, RenderCommand command, StopSignal stop) throws IOException {
        VideoSource videos = new StoredVideos(store.openForReading(choice.dataFolder(), clock));
        try (FarmClient farm = connect.to(kafka)) {
            return renderOn(farm, videos, command, stop);
        }
    }

    private ExitCode renderOn(FarmClient farm, VideoSource videos, RenderCommand command, StopSignal stop)
            throws IOException {
        try (StatusFeed feed = farm.statuses()) {
            String renderId = farm.send(command);
            RenderStatus end = follow(feed, renderId, stop);
            if (!RenderWatch.hasEnded(end)) {
                farm.send(cancellation(renderId));
                terminal.err().println("farm: stopped; the render is cancelled");
                return ExitCode.RENDER_NOT_DONE;
            }
            if (end.getState() == RenderState.RENDER_STATE_DONE) {
                new FetchVideo(videos).into(output, end.getVideo());
            }
            report(end, command);
            return WatchRender.exitCode(end);
        }
    }

    /** Follows until the render has ended or somebody wants us to stop. */
    private RenderStatus follow(StatusFeed feed, String renderId, StopSignal stop) {
        try (ShowProgress progress = new ShowProgress(terminal, clock)) {
            return new RenderWatch(feed, renderId, TICK).until(stop::asked, progress);
        }
    }

    private void report(RenderStatus end, RenderCommand command) {
        if (json) {
            terminal.out().println(Json.line(end));
        } else if (end.getState() == RenderState.RENDER_STATE_DONE) {
            int fps = command.getSubmit().getFps();
            String length = fps > 0
                    ? String.format(
                            Locale.ROOT, ", %.1f s", (double) end.getVideo().getFrames() / fps)
                    : "";
            terminal.out()
                    .printf(
                            "%s: %d frames%s, %d kB%n",
                            output,
                            end.getVideo().getFrames(),
                            length,
                            end.getVideo().getSizeBytes() / 1000);
            if (wish.video != null) {
                terminal.out().println(RenderedAgain.compare(wish.video, output));
            }
        }
    }

    private static RenderCommand cancellation(String renderId) {
        return RenderCommand.newBuilder()
                .setRenderId(renderId)
                .setCancel(Cancel.newBuilder().setReason("stopped from the command line"))
                .build();
    }
}
