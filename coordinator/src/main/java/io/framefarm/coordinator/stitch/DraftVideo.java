package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A video in the making: a file in the scratch folder, and the encoder that writes it. Gone when it is closed. */
final class DraftVideo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DraftVideo.class);

    private final Path file;
    private final VideoEncoder encoder;
    private final VideoOrigins origins = new VideoOrigins();

    private DraftVideo(Path file, VideoEncoder encoder) {
        this.file = file;
        this.encoder = encoder;
    }

    static DraftVideo begin(StitchTools tools, String renderId, VideoSpec spec) throws IOException {
        Files.createDirectories(tools.scratch());
        String suffix = "." + spec.format().extension();
        // A fresh name each time: after a change of hands the draft of the one before may still be around.
        Path file = Files.createTempFile(tools.scratch(), renderId + "-", suffix);
        try {
            return new DraftVideo(file, tools.encoders().open(spec, file));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** What can be done with a picture before its turn; for any thread. */
    VideoEncoder.Prepared prepare(RgbFrame picture) throws IOException {
        return encoder.prepare(picture);
    }

    /** The next picture, and the frames that it was made of. */
    void encode(PreparedFrame frame) throws IOException {
        frame.picture().encode();
        frame.origins().forEach(origins::add);
    }

    /** Completes the file, which stays until this is closed. Returns the recipe that rides in it. */
    VideoRecipe finish(RenderRequest request) throws IOException {
        VideoRecipe recipe = origins.recipe(request);
        encoder.finish(RecipeText.toJson(recipe));
        return recipe;
    }

    Path file() {
        return file;
    }

    byte[] sha256() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            encoder.close();
        } catch (UncheckedIOException e) {
            LOG.warn("The encoder of {} did not close cleanly", file, e);
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays behind in the scratch folder", file, e);
        }
    }
}
