package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.preview.Preview;
import io.framefarm.coordinator.provenance.SigningKey;
import io.framefarm.coordinator.store.VideoStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the stitching of every render uses.
 *
 * @param frames where due frames come from
 * @param events to whom it is told
 * @param store of videos and claim checks
 * @param encoders how a video is begun
 * @param signature of manifests; without one, videos have none
 * @param previews how a video is shown while it is made
 * @param scratch folder on a local disk for videos that are not finished
 * @param encoding threads that encode, each one render at a time
 * @param decoding threads that make frames ready ahead of the encoder, and previews
 * @param timer for retries
 */
public record StitchTools(
        FrameSource frames,
        StitchEvents events,
        VideoStore store,
        OpenEncoder encoders,
        Optional<SigningKey> signature,
        Preview.Open previews,
        Path scratch,
        Backoff backoff,
        StitchCounters counters,
        Executor encoding,
        Executor decoding,
        Later timer) {

    /** Runs a task after a while. */
    public interface Later {
        void run(Runnable task, Duration wait);
    }

    /** Begins a video in a file. */
    public interface OpenEncoder {
        VideoEncoder open(VideoSpec spec, Path file) throws IOException;
    }
}
