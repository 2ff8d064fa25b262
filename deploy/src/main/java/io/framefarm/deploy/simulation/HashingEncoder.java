package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a "video" of the hashes of its frames. */
final class HashingEncoder implements VideoEncoder {
    private static final int HASH_BYTES = 32;

    private final World world;
    private final Path file;
    private final ByteString.Output hashes = ByteString.newOutput();

    HashingEncoder(World world, Path file) {
        this.world = world;
        this.file = file;
    }

    static List<ByteString> frames(ByteString video) {
        List<ByteString> frames = new ArrayList<>();
        for (int at = 0; at + HASH_BYTES <= video.size(); at += HASH_BYTES) {
            frames.add(video.substring(at, at + HASH_BYTES));
        }
        return frames;
    }

    @Override
    public void encode(RgbFrame frame) throws IOException {
        hashes.write(frame.sha256());
    }

    @Override
    public void finish(String comment) throws IOException {
        if (world.strikes(Fault.DISK_FULL)) {
            throw new IOException("simulated: no space left on device");
        }
        Files.write(file, hashes.toByteString().toByteArray());
    }

    @Override
    public void close() {}
}
