package io.framefarm.deploy.guarantee;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * A video as it lies in the store.
 *
 * @param frames the SHA-256 of the pixels of each frame, in the order of the video
 */
public record StoredVideo(String renderId, List<ByteString> frames) {
    public StoredVideo {
        frames = List.copyOf(frames);
    }
}
