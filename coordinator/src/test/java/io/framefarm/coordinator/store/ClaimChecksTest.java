package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.ClaimCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimChecksTest {
    @TempDir
    Path folder;

    private FolderStore store;
    private ClaimChecks claims;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(folder, InstantSource.fixed(Instant.EPOCH));
        claims = new ClaimChecks(store, 1000);
    }

    @Test
    void whatIsPutIsHandedOutForTheClaim() throws IOException {
        byte[] content = VideoStoreContract.bytes(1000, 1);

        ClaimCheck claim = claims.put(content);

        assertThat(claims.get(claim)).isEqualTo(content);
        assertThat(claim.getSizeBytes()).isEqualTo(1000);
    }

    @Test
    void theSameBytesAreKeptOnce() throws IOException {
        assertThat(claims.put(new byte[10])).isEqualTo(claims.put(new byte[10]));
    }

    @Test
    void anythingElseUnderTheKeyIsAnError() throws IOException {
        ClaimCheck claim = claims.put(VideoStoreContract.bytes(100, 1));
        StoreKey key = new StoreKey(claim.getKey());

        store.put(key, VideoStoreContract.bytes(100, 2), "");
        assertThatThrownBy(() -> claims.get(claim)).hasMessageContaining("is not what its claim check stands for");
        store.put(key, VideoStoreContract.bytes(101, 1), "");
        assertThatThrownBy(() -> claims.get(claim)).hasMessageContaining("found 101 or more");
    }

    @Test
    void tooLargeClaimsAreNeitherMadeNorHonoured() {
        assertThatThrownBy(() -> claims.put(new byte[1001]))
                .isInstanceOf(WrongContentException.class)
                .hasMessage("a claim check for 1001 bytes; allowed are 0 to 1000");
        ClaimCheck huge = ClaimCheck.newBuilder()
                .setKey("claims/a")
                .setSizeBytes(Long.MAX_VALUE)
                .build();
        assertThatThrownBy(() -> claims.get(huge)).isInstanceOf(WrongContentException.class);
    }

    @Test
    void aClaimWhoseKeyLeadsElsewhereIsRefused() {
        ClaimCheck claim = ClaimCheck.newBuilder().setKey("../secret").build();

        assertThatThrownBy(() -> claims.get(claim)).isInstanceOf(WrongContentException.class);
    }
}
