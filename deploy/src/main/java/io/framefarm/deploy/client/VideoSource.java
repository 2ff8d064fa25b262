package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where the bytes of finished videos come from. */
public interface VideoSource {

    InputStream video(VideoReady video) throws IOException;

    /** Empty when none was signed. */
    Optional<InputStream> manifest(VideoReady video) throws IOException;

    /** For messages. */
    String location();
}
