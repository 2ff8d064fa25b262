package io.framefarm.worker.intake;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.worker.latents.LatentLog;
import io.framefarm.worker.latents.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in memory. */
final class FakeLatentLog implements LatentLog {

    private final List<ByteString> records = new CopyOnWriteArrayList<>();

    LatentAddress add(ByteString values) {
        records.add(values);
        return address(records.size() - 1, values);
    }

    static LatentAddress address(int offset, ByteString values) {
        return LatentAddress.newBuilder()
                .setOffset(offset)
                .setSha256(Sha256.of(values))
                .setSizeBytes(values.size())
                .build();
    }

    @Override
    public Optional<ByteString> read(LatentAddress address) {
        return address.getOffset() < records.size()
                ? Optional.of(records.get((int) address.getOffset()))
                : Optional.empty();
    }

    @Override
    public void close() {}
}
