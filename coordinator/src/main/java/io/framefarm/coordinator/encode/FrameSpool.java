package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a video's frames on disk, for what must see all of them twice. */
final class FrameSpool implements AutoCloseable {
    /** What is done with each frame when the spool is played back. */
    interface Sink {
        void accept(RgbFrame frame) throws IOException;
    }

    private final Path file;
    private final DataOutputStream out;

    FrameSpool(Path file) throws IOException {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    void add(RgbFrame frame) throws IOException {
        byte[] png = PngWriter.write(frame);
        out.writeInt(png.length);
        out.write(png);
    }

    /** Ends the adding. */
    void replay(Sink sink) throws IOException {
        out.close();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = Files.size(file); left > 0; ) {
                byte[] png = in.readNBytes(in.readInt());
                sink.accept(PngReader.read(png, Integer.MAX_VALUE));
                left -= Integer.BYTES + png.length;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
