package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.provenance.Manifest;
import io.framefarm.coordinator.provenance.SigningKey;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Optional;

/** Brings finished videos into the store, each with a signed manifest, and knows which have been brought before. */
final class PublishVideo {
    private final VideoStore store;
    private final Optional<SigningKey> signature;
    private final Receipts receipts;

    PublishVideo(VideoStore store, Optional<SigningKey> signature) {
        this.store = store;
        this.signature = signature;
        this.receipts = new Receipts(store);
    }

    Optional<VideoReady> publishedBefore(String renderId, AssemblyPlan plan) throws IOException {
        return receipts.find(renderId, plan);
    }

    VideoReady publish(String renderId, AssemblyPlan plan, FinishedVideo video) throws IOException {
        StoreKey key = StoreKey.ofVideo(renderId, video.format().extension());
        byte[] sha256 = video.draft().sha256();
        VideoReady ready = VideoReady.newBuilder()
                .setRenderId(renderId)
                .setKey(key.value())
                .setSizeBytes(Files.size(video.draft().file()))
                .setFrames(video.frames())
                .setSha256(ByteString.copyFrom(sha256))
                .setContentType(video.format().contentType())
                .build();
        store.put(key, video.draft().file(), video.format().contentType());
        if (signature.isPresent()) {
            Manifest manifest = new Manifest(renderId, HexFormat.of().formatHex(sha256), video.recipe());
            byte[] signed = signature.get().sign(manifest);
            store.put(StoreKey.ofManifest(key), signed, Manifest.CONTENT_TYPE);
        }
        receipts.put(plan, ready);
        return ready;
    }
}
