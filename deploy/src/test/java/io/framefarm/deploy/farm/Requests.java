package io.framefarm.deploy.farm;

import io.framefarm.coordinator.input.StoreImages;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.InputName;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import io.framefarm.protocol.v1.VideoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Requests that several suites use. */
final class Requests {

    private static final Path EXAMPLES = Path.of("../examples");

    private Requests() {}

    static RenderRequest example(String name) throws IOException {
        return RequestText.read(Files.readString(EXAMPLES.resolve(name)));
    }

    /** The rendered pixels themselves, so that two renders can be compared byte by byte. */
    static RenderRequest asPngSequence(RenderRequest request) {
        return request.toBuilder()
                .setOutput(request.getOutput().toBuilder().setFormat(VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE))
                .build();
    }

    /** The same, its first shot beginning as a plain grey picture. */
    static RenderRequest startingFrom(RenderRequest request, VideoStore store, int brightness) throws IOException {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) brightness);
        InputName input = new StoreImages(store).put(new RgbFrame(32, 32, rgb));
        RenderRequest.Builder changed = request.toBuilder();
        changed.getShotsBuilder(0)
                .setStart(StartVideo.newBuilder().addImages(input.key()).setStrength(1));
        return changed.build();
    }

    /** As quick as the bundled pack can be, and different for each seed. */
    static RenderRequest quick(String producer, int frames, long seed) {
        return asPngSequence(RenderRequest.newBuilder()
                .setProducer(producer)
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .setFps(8)
                .setSampling(Sampling.newBuilder().setSteps(1))
                .addShots(Shot.newBuilder()
                        .setPrompt("a red circle")
                        .setFrames(frames)
                        .setSeed(seed))
                .build());
    }
}
