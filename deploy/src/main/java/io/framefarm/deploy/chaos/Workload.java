package io.framefarm.deploy.chaos;

import io.framefarm.deploy.bench.SimulatedRenderer;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FarmUnreachableException;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Output;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.Transition;
import io.framefarm.protocol.v1.VideoFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of the farm: the same few videos again and again, so that each has an undisturbed twin. */
final class Workload {

    private static final Logger LOG = LoggerFactory.getLogger(Workload.class);
    private static final int OPEN_AT_LEAST = 4;
    private static final int ONE_IN_SO_MANY_IS_CANCELLED = 7;
    private static final int WINDOW = Limits.WINDOW_FRAMES;
    private static final long SEED = 4711;

    private final FarmClient client;
    private final Watch watch;
    private final List<String> wanted = new ArrayList<>();
    private final List<String> toCancel = new ArrayList<>();
    private int submitted;

    Workload(FarmClient client, Watch watch) {
        this.client = client;
        this.watch = watch;
    }

    /** One way to make a video, with what can go wrong on it. */
    enum Kind {
        /** Windows side by side, and two shots that pass into each other. */
        CUT,
        /** Seams that need the latents of two windows. */
        OVERLAP,
        /** Every window after every step needs others: latents travel all the time. */
        FUSED;

        private RenderRequest.Builder shots(RenderRequest.Builder request) {
            return switch (this) {
                case CUT ->
                    request.addShots(Shot.newBuilder()
                                    .setPrompt("a moving bar")
                                    .setFrames(3 * WINDOW)
                                    .setTransition(Transition.newBuilder().setCrossfadeFrames(4)))
                            .addShots(Shot.newBuilder().setPrompt("another bar").setFrames(2 * WINDOW));
                case OVERLAP ->
                    request.addShots(Shot.newBuilder()
                            .setPrompt("a long bar")
                            .setFrames(3 * WINDOW)
                            .setContinuity(Continuity.CONTINUITY_OVERLAP));
                case FUSED ->
                    request.addShots(Shot.newBuilder()
                            .setPrompt("a wave of bars")
                            .setFrames(2 * WINDOW)
                            .setContinuity(Continuity.CONTINUITY_FUSED)
                            .setSampling(Sampling.newBuilder().setSteps(2)));
            };
        }

        RenderRequest request(String producer) {
            return shots(RenderRequest.newBuilder()
                            .setProducer(producer)
                            .setModel(SimulatedRenderer.PACK)
                            .setSeed(SEED)
                            .setWidth(Limits.MIN_SIDE)
                            .setHeight(Limits.MIN_SIDE)
                            // It keeps the very pixels.
                            .setOutput(Output.newBuilder().setFormat(VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE)))
                    .build();
        }
    }

    /** Renders one of each kind, and returns their ids when all have ended. */
    Map<Kind, String> renderOneOfEach(String phase) {
        Map<Kind, String> ids = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            ids.put(kind, submit(phase, kind));
        }
        awaitEnd(List.copyOf(ids.values()));
        return ids;
    }

    private String submit(String phase, Kind kind) {
        String id = phase + "-" + submitted++ + "-" + kind;
        client.send(RenderCommand.newBuilder()
                .setRenderId(id)
                .setSubmit(kind.request(submitted % 2 == 0 ? "ann" : "bob"))
                .build());
        return id;
    }

    private void awaitEnd(List<String> ids) {
        watch.awaitThat("these have ended: " + ids, () -> ids.stream().allMatch(this::hasEnded));
    }

    /** Asks for more when little is open; some of it is cancelled half way. */
    void keepBusy(String phase) {
        wanted.removeIf(this::hasEnded);
        try {
            toCancel.removeIf(this::cancelIfBegun);
            while (wanted.size() < OPEN_AT_LEAST) {
                String id = submit(phase, Kind.values()[submitted % Kind.values().length]);
                wanted.add(id);
                if (submitted % ONE_IN_SO_MANY_IS_CANCELLED == 0) {
                    toCancel.add(id);
                }
            }
        } catch (FarmUnreachableException e) {
            LOG.debug("The farm takes nothing at the moment: {}", e.getMessage());
        }
    }

    /** Asks for more when little is left to render, whatever is still to be stitched. */
    void keepRendering(String phase) {
        wanted.removeIf(this::hasEnded);
        long unrendered = wanted.stream().filter(id -> !isRendered(id)).count();
        for (long open = unrendered; open < 2L * OPEN_AT_LEAST; open++) {
            wanted.add(submit(phase, Kind.values()[submitted % Kind.values().length]));
        }
    }

    private boolean isRendered(String id) {
        return watch.chronicle()
                .status(id)
                .filter(status -> status.getState() == RenderState.RENDER_STATE_STITCHING)
                .isPresent();
    }

    /** Returns when everything that was asked for has ended. */
    void awaitEnd() {
        awaitEnd(List.copyOf(wanted));
    }

    private boolean hasEnded(String id) {
        return watch.chronicle().status(id).filter(RenderWatch::hasEnded).isPresent();
    }

    private boolean cancelIfBegun(String id) {
        boolean begun = watch.chronicle()
                .status(id)
                .filter(status -> status.getFramesRendered() > 0)
                .isPresent();
        if (begun) {
            client.send(RenderCommand.newBuilder()
                    .setRenderId(id)
                    .setCancel(Cancel.newBuilder().setReason("no longer wanted"))
                    .build());
        }
        return begun;
    }

    /** The kind of a render of ours. */
    static Kind kindOf(String renderId) {
        return Kind.valueOf(renderId.substring(renderId.lastIndexOf('-') + 1));
    }
}
