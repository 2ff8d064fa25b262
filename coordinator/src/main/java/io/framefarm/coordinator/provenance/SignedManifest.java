package io.framefarm.coordinator.provenance;

/**
 * A manifest that was read from a file.
 *
 * @param signer whose public key the file names
 * @param unchanged whether that key has signed exactly this
 */
public record SignedManifest(Manifest manifest, PublicSigningKey signer, boolean unchanged) {

    public static SignedManifest read(byte[] file) throws MalformedManifestException {
        Envelope envelope = Envelope.read(file);
        return new SignedManifest(
                Manifest.ofPayload(envelope.payload()), envelope.signer(), envelope.isSignedBySigner());
    }
}
