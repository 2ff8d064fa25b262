package io.framefarm.worker.latents;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.LatentAddress;
import java.util.Optional;

/** Where latents lie safe once they are published. Safe for use by many threads. */
public interface LatentLog extends AutoCloseable {

    /**
     * What lies at this address; empty when there is nothing any more.
     *
     * @throws LatentsMissing when that cannot be said now
     */
    Optional<ByteString> read(LatentAddress address) throws LatentsMissing;

    @Override
    void close();
}
