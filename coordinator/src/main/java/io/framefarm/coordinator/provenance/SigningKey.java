package io.framefarm.coordinator.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The Ed25519 key with which a farm signs what it says of its videos. It lies in a folder as a PEM file with both
 * halves, beside one with the public half alone, which may be given away.
 */
public final class SigningKey {
    private static final String PRIVATE_FILE = "signing-key.pem";
    private static final String PRIVATE_LABEL = "PRIVATE KEY";

    private final PrivateKey key;
    private final PublicSigningKey publicKey;

    private SigningKey(PrivateKey key, PublicSigningKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    public static SigningKey generate() {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance(PublicSigningKey.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), new PublicSigningKey(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }

    /** The folder's key; the first call makes it. */
    public static SigningKey in(Path folder) throws IOException {
        Path file = folder.resolve(PRIVATE_FILE);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            SigningKey made = generate();
            try {
                made.writeInto(folder);
                return made;
            } catch (FileAlreadyExistsException e) {
                // Another process was quicker: its key is the folder's.
                return read(folder);
            }
        }
        return read(folder);
    }

    private static SigningKey read(Path folder) throws IOException {
        Path file = folder.resolve(PRIVATE_FILE);
        String text = Files.readString(file);
        try {
            PrivateKey key = KeyFactory.getInstance(PublicSigningKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.decode(text, PRIVATE_LABEL)));
            PublicSigningKey publicKey = PublicSigningKey.ofPem(text);
            publicKey.writeInto(folder);
            return new SigningKey(key, publicKey);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no Ed25519 key: " + e.getMessage(), e);
        }
    }

    /** Both halves in one file, so that no other process ever sees one without the other. */
    private void writeInto(Path folder) throws IOException {
        Path draft = Files.createTempFile(folder, "signing-key", ".new");
        try {
            if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(draft, Pem.encode(key.getEncoded(), PRIVATE_LABEL) + publicKey.pem());
            // A link fails if the name is taken; a rename would replace the key of another process.
            Files.createLink(folder.resolve(PRIVATE_FILE), draft);
            publicKey.writeInto(folder);
        } finally {
            Files.delete(draft);
        }
    }

    public PublicSigningKey publicKey() {
        return publicKey;
    }

    /** The manifest in an envelope with our signature, as a file. */
    public byte[] sign(Manifest manifest) {
        byte[] payload = manifest.payload();
        try {
            Signature signature = Signature.getInstance(PublicSigningKey.ALGORITHM);
            signature.initSign(key);
            signature.update(Envelope.signedBytes(Manifest.PAYLOAD_TYPE, payload));
            return Envelope.json(payload, publicKey, Base64.getEncoder().encodeToString(signature.sign()))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs anything", e);
        }
    }
}
