package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Brings a finished video into a file, whole and checked or not at all. */
public final class FetchVideo {

    private final VideoSource source;

    public FetchVideo(VideoSource source) {
        this.source = source;
    }

    public void into(Path target, VideoReady video) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(target + " is a folder");
        }
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "." + target.getFileName(), ".part");
        try {
            copyChecked(video, draft);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        fetchManifest(video, manifestOf(target));
    }

    /** Where the manifest of a video in a file lies. */
    public static Path manifestOf(Path video) {
        return video.resolveSibling(video.getFileName() + ".manifest.json");
    }

    /** That of an earlier video would not fit this one. */
    private void fetchManifest(VideoReady video, Path target) throws IOException {
        Optional<InputStream> manifest = source.manifest(video);
        if (manifest.isEmpty()) {
            Files.deleteIfExists(target);
            return;
        }
        try (InputStream in = manifest.get()) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void copyChecked(VideoReady video, Path draft) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(source.video(video), digest)) {
            Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!MessageDigest.isEqual(digest.digest(), video.getSha256().toByteArray())) {
            throw new IOException("the video " + video.getKey() + " in " + source.location()
                    + " is damaged: its SHA-256 is not the one that the farm published");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
