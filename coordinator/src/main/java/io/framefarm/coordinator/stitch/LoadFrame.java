package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.store.ClaimChecks;
import io.framefarm.coordinator.store.WrongContentException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.MalformedPngException;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.FrameRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes a due frame of the video: reads its sources, checks that they are what the winner rendered, and mixes them. */
final class LoadFrame {
    private final FrameSource source;
    private final ClaimChecks claims;

    LoadFrame(FrameSource source, ClaimChecks claims) {
        this.source = source;
        this.claims = claims;
    }

    LoadedFrame load(Assembly.Due due) throws IOException {
        LoadedFrame first = load(due.sources().get(0));
        if (due.sources().size() == 1) {
            return first;
        }
        LoadedFrame second = load(due.sources().get(1));
        List<Origin> origins = new ArrayList<>(first.origins());
        origins.addAll(second.origins());
        return new LoadedFrame(Blend.of(first.picture(), second.picture(), due.share(), due.of()), origins);
    }

    private LoadedFrame load(Assembly.Source wanted) throws IOException {
        FrameEntry entry = wanted.entry();
        RgbFrame frame;
        FrameRecord record;
        try {
            record = source.read(entry.place());
            frame = PngReader.read(png(record), Limits.MAX_PIXELS);
        } catch (MalformedPngException | FileNotFoundException | WrongContentException | DamagedFrameException e) {
            throw new DamagedFrameException(entry, String.valueOf(e.getMessage()), e);
        }
        byte[] found = frame.sha256();
        if (!wanted.sha256().equals(ByteString.copyFrom(found))
                || frame.width() != entry.width()
                || frame.height() != entry.height()) {
            String problem = "its pixels have the SHA-256 " + HexFormat.of().formatHex(found) + ", the winner's had "
                    + HexFormat.of().formatHex(wanted.sha256().toByteArray());
            throw new DamagedFrameException(entry, problem, null);
        }
        source.forget(entry.place());
        return new LoadedFrame(frame, List.of(new Origin(wanted.sha256(), record.getModelFilesList())));
    }

    private byte[] png(FrameRecord record) throws IOException {
        return switch (record.getPayloadCase()) {
            case PNG -> record.getPng().toByteArray();
            case CLAIM -> claims.get(record.getClaim());
            case PAYLOAD_NOT_SET -> throw new DamagedFrameException("the record has no picture");
        };
    }
}
