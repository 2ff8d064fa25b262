package io.framefarm.deploy.bench;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Recipe;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Stands for latents: a hash of everything that went into them, so that a mix-up on the way shows in the frames. */
final class SimulatedLatents {

    private SimulatedLatents() {}

    static ByteString of(Recipe recipe, List<ByteString> inputs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(recipe.toByteArray());
            inputs.forEach(input -> digest.update(input.asReadOnlyByteBuffer()));
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
