package io.framefarm.deploy.client;

import io.framefarm.coordinator.store.ReadableStore;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Videos straight from the store that the farm writes into. */
public record StoredVideos(ReadableStore store) implements VideoSource {

    @Override
    public InputStream video(VideoReady video) throws IOException {
        return store.read(new StoreKey(video.getKey()), 0);
    }

    @Override
    public Optional<InputStream> manifest(VideoReady video) throws IOException {
        StoreKey key = StoreKey.ofManifest(new StoreKey(video.getKey()));
        return store.size(key).isEmpty() ? Optional.empty() : Optional.of(store.read(key, 0));
    }

    @Override
    public String location() {
        return store.location();
    }
}
