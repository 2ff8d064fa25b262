package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.worker.latents.LatentLog;
import io.framefarm.worker.latents.LatentsMissing;
import java.util.Optional;

/** Latents on their topic, which cannot be read while the broker is away. */
record LatentTopic(Broker broker) implements LatentLog {
    @Override
    public Optional<ByteString> read(LatentAddress address) throws LatentsMissing {
        if (broker.isAway()) {
            throw new LatentsMissing("LATENTS_UNREADABLE", "simulated: the broker is away");
        }
        return Optional.of(broker.latents.at((int) address.getOffset()).getValues());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
