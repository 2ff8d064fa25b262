package io.framefarm.worker.latents;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash by which latents are named. */
public final class Sha256 {

    private Sha256() {}

    public static ByteString of(ByteString bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            bytes.asReadOnlyByteBufferList().forEach(digest::update);
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
