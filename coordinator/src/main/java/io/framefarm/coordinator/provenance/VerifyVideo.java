package io.framefarm.coordinator.provenance;

import io.framefarm.coordinator.encode.VideoComment;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tells what holds of a video and the manifest beside it, in words. */
public final class VerifyVideo {
    private static final int SHOWN_DIGITS = 16;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path video;
    private final SignedManifest signed;
    private final List<Finding> findings = new ArrayList<>();

    private VerifyVideo(Path video, SignedManifest signed) {
        this.video = video;
        this.signed = signed;
    }

    /** What was found of one claim. */
    public record Finding(Verdict verdict, String text) {}

    /** Whether a claim holds. */
    public enum Verdict {
        HOLDS,
        FAILS,
        /** What it would take to tell is not here. */
        UNKNOWN
    }

    /**
     * Checks the bytes, the signature and the recipe in the file.
     *
     * @param trusted the key that should have signed, if one is known
     * @param models where the files of the models may lie, to compare them as well
     */
    public static List<Finding> check(
            Path video, SignedManifest signed, Optional<PublicSigningKey> trusted, Optional<Path> models)
            throws IOException {
        VerifyVideo check = new VerifyVideo(video, signed);
        check.bytes();
        check.signature();
        check.signer(trusted);
        check.recipe();
        if (models.isPresent()) {
            check.models(models.get());
        }
        return List.copyOf(check.findings);
    }

    private void bytes() throws IOException {
        String found = sha256(video);
        String claimed = signed.manifest().sha256();
        add(
                found.equals(claimed),
                "the file is byte for byte the one that was published (SHA-256 " + shown(found) + ")",
                "the file is not the one that was published: its SHA-256 is " + shown(found) + ", the manifest names "
                        + shown(claimed));
    }

    private void signature() {
        add(
                signed.unchanged(),
                "the manifest has not been changed since it was signed",
                "the manifest has been changed since it was signed, or was never signed: the signature does not fit");
    }

    private void signer(Optional<PublicSigningKey> trusted) {
        String signer = signed.signer().fingerprint();
        if (trusted.isEmpty()) {
            findings.add(new Finding(
                    Verdict.UNKNOWN,
                    "whose key " + signer + " is, nobody has said: name the farm's public key with --key"));
            return;
        }
        add(
                trusted.get().equals(signed.signer()),
                "it was signed with the key that you trust (" + signer + ")",
                "it was signed with another key (" + signer + ") than the one that you trust ("
                        + trusted.get().fingerprint() + ")");
    }

    private void recipe() throws IOException {
        Optional<String> text = VideoComment.of(video);
        if (text.isEmpty()) {
            findings.add(new Finding(Verdict.FAILS, "the file has no recipe in its metadata"));
            return;
        }
        try {
            VideoRecipe inside = RecipeText.read(text.get());
            add(
                    inside.equals(signed.manifest().recipe()),
                    "the recipe in the file is the one in the manifest",
                    "the recipe in the file is not the one in the manifest");
        } catch (InvalidRequestException e) {
            findings.add(new Finding(Verdict.FAILS, "what is in the file's metadata is no recipe: " + e.getMessage()));
        }
    }

    private void models(Path folder) throws IOException {
        for (ModelFile file : signed.manifest().recipe().getModelFilesList()) {
            Path here = folder.resolve(file.getName()).normalize();
            if (!here.startsWith(folder.normalize()) || !Files.isRegularFile(here)) {
                findings.add(new Finding(Verdict.UNKNOWN, "the model file " + file.getName() + " is not here"));
                continue;
            }
            String found = sha256(here);
            add(
                    found.equals(file.getSha256()),
                    "the model file " + file.getName() + " is the one that was used",
                    "the model file " + file.getName() + " is another one than was used: its SHA-256 is " + shown(found)
                            + ", not " + shown(file.getSha256()));
        }
    }

    private void add(boolean holds, String ifSo, String ifNot) {
        findings.add(holds ? new Finding(Verdict.HOLDS, ifSo) : new Finding(Verdict.FAILS, ifNot));
    }

    private static String shown(String hex) {
        return hex.length() <= SHOWN_DIGITS ? hex : hex.substring(0, SHOWN_DIGITS) + "…";
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
