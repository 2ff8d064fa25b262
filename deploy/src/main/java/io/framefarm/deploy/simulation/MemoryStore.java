package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.guarantee.StoredVideo;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A video store that refuses, or does what it is told and says that it did not. */
final class MemoryStore implements VideoStore {
    private static final String VIDEOS = "videos/";

    private final World world;
    private final Map<String, byte[]> objects = new TreeMap<>();

    MemoryStore(World world) {
        this.world = world;
    }

    @Override
    public void put(StoreKey key, Path file, String contentType) throws IOException {
        put(key, Files.readAllBytes(file), contentType);
    }

    @Override
    public void put(StoreKey key, byte[] content, String contentType) throws IOException {
        if (world.strikes(Fault.STORE_REFUSED)) {
            throw new IOException("simulated: the store refuses " + key);
        }
        objects.put(key.value(), content);
        if (world.strikes(Fault.STORE_DONE_AND_SAID_TO_HAVE_FAILED)) {
            throw new IOException("simulated: no answer about " + key);
        }
    }

    @Override
    public OptionalLong size(StoreKey key) throws IOException {
        if (world.strikes(Fault.STORE_REFUSED)) {
            throw new IOException("simulated: the store does not tell of " + key);
        }
        byte[] found = objects.get(key.value());
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.length);
    }

    @Override
    public InputStream read(StoreKey key, long offset) throws IOException {
        byte[] found = objects.get(key.value());
        if (found == null) {
            throw new FileNotFoundException(key.value());
        }
        InputStream in = new ByteArrayInputStream(found);
        in.skipNBytes(offset);
        return in;
    }

    @Override
    public void delete(StoreKey key) throws IOException {
        if (world.strikes(Fault.STORE_REFUSED)) {
            throw new IOException("simulated: the store does not delete " + key);
        }
        objects.remove(key.value());
    }

    @Override
    public String location() {
        return "memory";
    }

    List<StoredVideo> videos() {
        List<StoredVideo> videos = new ArrayList<>();
        objects.forEach((key, content) -> {
            if (key.startsWith(VIDEOS)) {
                String renderId = key.substring(VIDEOS.length(), key.lastIndexOf('.'));
                videos.add(new StoredVideo(renderId, HashingEncoder.frames(ByteString.copyFrom(content))));
            }
        });
        return videos;
    }
}
