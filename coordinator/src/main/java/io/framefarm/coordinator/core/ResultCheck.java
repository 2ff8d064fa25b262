package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.protocol.v1.SegmentRendered;
import java.util.Optional;

/** Whether a result is one of its segment: exactly the frames that it owes, in order, each with a hash, and latents. */
final class ResultCheck {
    private static final int SHA256_BYTES = 32;

    private ResultCheck() {}

    static Optional<String> misfit(Segment segment, SegmentRendered rendered) {
        int first = segment.window().getFirstFrame();
        int frames = segment.window().getFrames();
        if (rendered.getAttempt().getWorker().isEmpty()) {
            return Optional.of("the attempt names no worker");
        }
        if (rendered.getFramesCount() != frames) {
            return Optional.of("%d frames instead of %d".formatted(rendered.getFramesCount(), frames));
        }
        for (int i = 0; i < frames; i++) {
            FrameDigest digest = rendered.getFrames(i);
            if (digest.getFrame() != first + i) {
                return Optional.of("frame %d where %d belongs".formatted(digest.getFrame(), first + i));
            }
            if (digest.getSha256().size() != SHA256_BYTES) {
                return Optional.of("the hash of frame %d has %d bytes instead of %d"
                        .formatted(digest.getFrame(), digest.getSha256().size(), SHA256_BYTES));
            }
        }
        return latentsMisfit(segment, rendered.getLatents());
    }

    private static Optional<String> latentsMisfit(Segment segment, LatentAddress latents) {
        boolean keeps = segment.planned().own().getKeepsLatents();
        if (keeps && (latents.getSizeBytes() < 1 || latents.getSha256().size() != SHA256_BYTES)) {
            return Optional.of("it hands on no latents, which other segments need");
        }
        return Optional.empty();
    }
}
