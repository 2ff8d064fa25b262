package io.framefarm.deploy.client;

import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Brings a finished video from the store into a file, whole and checked or not at all. */
public final class FetchVideo {

    private final VideoStore store;

    public FetchVideo(VideoStore store) {
        this.store = store;
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
        fetchManifest(new StoreKey(video.getKey()), manifestOf(target));
    }

    /** Where the manifest of a video in a file lies. */
    public static Path manifestOf(Path video) {
        return video.resolveSibling(video.getFileName() + ".manifest.json");
    }

    /** That of an earlier video would not fit this one. */
    private void fetchManifest(StoreKey video, Path target) throws IOException {
        StoreKey manifest = StoreKey.ofManifest(video);
        if (store.size(manifest).isEmpty()) {
            Files.deleteIfExists(target);
            return;
        }
        try (InputStream in = store.read(manifest, 0)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void copyChecked(VideoReady video, Path draft) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(store.read(new StoreKey(video.getKey()), 0), digest)) {
            Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!MessageDigest.isEqual(digest.digest(), video.getSha256().toByteArray())) {
            throw new IOException("the video " + video.getKey() + " in " + store.location()
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
