package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Brings finished videos into the store, and knows which have been brought before. */
final class PublishVideo {
    private final VideoStore store;
    private final Receipts receipts;

    PublishVideo(VideoStore store) {
        this.store = store;
        this.receipts = new Receipts(store);
    }

    Optional<VideoReady> publishedBefore(String renderId, AssemblyPlan plan) throws IOException {
        return receipts.find(renderId, plan);
    }

    VideoReady publish(String renderId, AssemblyPlan plan, VideoFormat format, DraftVideo draft, int frames)
            throws IOException {
        StoreKey key = StoreKey.ofVideo(renderId, format.extension());
        VideoReady ready = VideoReady.newBuilder()
                .setRenderId(renderId)
                .setKey(key.value())
                .setSizeBytes(Files.size(draft.file()))
                .setFrames(frames)
                .setSha256(ByteString.copyFrom(draft.sha256()))
                .setContentType(format.contentType())
                .build();
        store.put(key, draft.file(), format.contentType());
        receipts.put(plan, ready);
        return ready;
    }
}
