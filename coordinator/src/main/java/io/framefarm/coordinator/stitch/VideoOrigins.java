package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.VideoRecipe;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** Gathers what a video was made of, frame by frame, in the order of the video. */
final class VideoOrigins {
    private final MessageDigest frames = sha256();
    /** Workers whose files of one name differ are all heard. */
    private final Set<ModelFile> files =
            new TreeSet<>(Comparator.comparing(ModelFile::getName).thenComparing(ModelFile::getSha256));

    void add(Origin origin) {
        frames.update(origin.sha256().toByteArray());
        files.addAll(origin.files());
    }

    /** To be asked for once, at the end. */
    VideoRecipe recipe(RenderRequest request) {
        return VideoRecipe.newBuilder()
                .setRequest(request)
                .addAllModelFiles(files)
                .setFramesSha256(HexFormat.of().formatHex(frames.digest()))
                .build();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
