package io.framefarm.coordinator.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The half of a farm's signing key that anybody may have: it tells whether the farm has signed. */
public record PublicSigningKey(PublicKey key) {
    static final String ALGORITHM = "Ed25519";

    private static final String FILE = "signing-key.pub.pem";
    private static final String LABEL = "PUBLIC KEY";
    private static final int SHOWN_BYTES = 16;

    /** Of a PEM file, or of a folder with a farm's keys. */
    public static PublicSigningKey in(Path fileOrFolder) throws IOException {
        Path file = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(FILE) : fileOrFolder;
        try {
            return ofPem(Files.readString(file));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no Ed25519 key: " + e.getMessage(), e);
        }
    }

    /** The key of a folder that may have none yet. */
    public static Optional<PublicSigningKey> ifIn(Path folder) throws IOException {
        return Files.exists(folder.resolve(FILE)) ? Optional.of(in(folder)) : Optional.empty();
    }

    static PublicSigningKey ofPem(String text) throws IOException, GeneralSecurityException {
        return of(Pem.decode(text, LABEL));
    }

    static PublicSigningKey ofText(String base64) throws MalformedManifestException {
        try {
            return of(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new MalformedManifestException("its public key cannot be read: " + e.getMessage(), e);
        }
    }

    private static PublicSigningKey of(byte[] encoded) throws GeneralSecurityException {
        return new PublicSigningKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
    }

    void writeInto(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), pem());
    }

    String pem() {
        return Pem.encode(key.getEncoded(), LABEL);
    }

    String text() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** Short enough for people to compare: the beginning of the SHA-256 of the key. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean hasSigned(byte[] bytes, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of the wrong length is one that does not fit.
            return false;
        }
    }
}
