package io.framefarm.coordinator.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    private static final Manifest MANIFEST = new Manifest("r", "ab".repeat(32), recipe());

    @TempDir
    Path folder;

    @Test
    void whatWasSignedIsReadBackUnchanged() throws IOException {
        SigningKey key = SigningKey.generate();

        SignedManifest read = SignedManifest.read(key.sign(MANIFEST));

        assertThat(read.manifest()).isEqualTo(MANIFEST);
        assertThat(read.unchanged()).isTrue();
        assertThat(read.signer()).isEqualTo(key.publicKey());
    }

    @Test
    void aManifestThatSaysSomethingElseThanWasSignedIsFound() throws IOException {
        String signed = new String(SigningKey.generate().sign(MANIFEST), StandardCharsets.UTF_8);
        Manifest other = new Manifest("r", "cd".repeat(32), recipe());
        String forged = signed.replace(base64(MANIFEST), base64(other));

        SignedManifest read = SignedManifest.read(forged.getBytes(StandardCharsets.UTF_8));

        assertThat(read.manifest()).isEqualTo(other);
        assertThat(read.unchanged()).isFalse();
    }

    @Test
    void theKeyOfAFolderIsMadeOnceAndKept() throws IOException {
        SigningKey first = SigningKey.in(folder.resolve("keys"));
        SigningKey second = SigningKey.in(folder.resolve("keys"));

        assertThat(second.publicKey()).isEqualTo(first.publicKey());
        assertThat(PublicSigningKey.ifIn(folder.resolve("keys"))).contains(first.publicKey());
        assertThat(SignedManifest.read(second.sign(MANIFEST)).unchanged()).isTrue();
        assertThat(folder.resolve("keys").toFile().list())
                .containsExactlyInAnyOrder("signing-key.pem", "signing-key.pub.pem");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseCanReadThePrivateKey() throws IOException {
        SigningKey.in(folder);

        assertThat(Files.getPosixFilePermissions(folder.resolve("signing-key.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.resolve("signing-key.pub.pem")).content().doesNotContain("PRIVATE");
    }

    @Test
    void aFolderWithoutAKeyHasNone() throws IOException {
        assertThat(PublicSigningKey.ifIn(folder)).isEmpty();
    }

    @Test
    void whatIsNoManifestIsRefusedWithAReason() {
        assertThatThrownBy(() -> SignedManifest.read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedManifestException.class)
                .hasMessageContaining("payloadType");
        assertThatThrownBy(() -> SignedManifest.read(new byte[] {1, 2, 3}))
                .isInstanceOf(MalformedManifestException.class)
                .hasMessageContaining("no signing envelope");
    }

    @Test
    void aKeyFileThatHoldsSomethingElseIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("signing-key.pem"), "no key");

        assertThatThrownBy(() -> SigningKey.in(folder)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("no key");
    }

    private static String base64(Manifest manifest) {
        return Base64.getEncoder().encodeToString(manifest.payload());
    }

    private static VideoRecipe recipe() {
        return VideoRecipe.newBuilder()
                .setRequest(RenderRequest.newBuilder()
                        .setModel("reference")
                        .setWidth(64)
                        .setHeight(64)
                        .setSeed(-1)
                        .addShots(Shot.newBuilder().setPrompt("ein Fuchs, 狐").setFrames(16)))
                .addModelFiles(ModelFile.newBuilder().setName("unet").setSha256("00ff"))
                .setFramesSha256("12")
                .build();
    }
}
