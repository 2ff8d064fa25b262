package io.framefarm.coordinator.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.provenance.VerifyVideo.Finding;
import io.framefarm.coordinator.provenance.VerifyVideo.Verdict;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyVideoTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    Path folder;

    private Path video;
    private Path model;

    @BeforeEach
    void make() throws Exception {
        model = Files.writeString(
                Files.createDirectories(folder.resolve("packs/tiny")).resolve("unet"), "weights");
        video = encode(recipe("a fox"));
    }

    @Test
    void aVideoAsItWasPublishedHoldsInEveryPoint() throws Exception {
        assertThat(check(KEY.publicKey()))
                .hasSize(5)
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.HOLDS));
    }

    @Test
    void aChangedByteIsFound() throws Exception {
        SignedManifest manifest = manifest(recipe("a fox"));
        Files.write(video, new byte[] {0}, StandardOpenOption.APPEND);

        assertThat(VerifyVideo.check(video, manifest, Optional.of(KEY.publicKey()), Optional.empty()))
                .filteredOn(finding -> finding.verdict() == Verdict.FAILS)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("not the one that was published"));
    }

    @Test
    void theKeyOfAStrangerIsNotTheOneThatIsTrusted() throws Exception {
        assertThat(check(SigningKey.generate().publicKey()))
                .filteredOn(finding -> finding.verdict() == Verdict.FAILS)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("another key"));
    }

    @Test
    void withoutAKeyToTrustNobodyKnowsWhoSigned() throws Exception {
        assertThat(VerifyVideo.check(video, manifest(recipe("a fox")), Optional.empty(), Optional.empty()))
                .filteredOn(finding -> finding.verdict() == Verdict.UNKNOWN)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("--key"));
    }

    @Test
    void aRecipeThatIsNotTheManifestsIsFound() throws Exception {
        SignedManifest other = manifest(recipe("a hare"));

        assertThat(VerifyVideo.check(video, other, Optional.of(KEY.publicKey()), Optional.empty()))
                .contains(new Finding(Verdict.FAILS, "the recipe in the file is not the one in the manifest"));
    }

    @Test
    void modelFilesAreComparedWhereTheyAre() throws Exception {
        SignedManifest manifest = manifest(recipe("a fox"));
        Files.writeString(model, "other weights");
        assertThat(checkModels(manifest).verdict()).isEqualTo(Verdict.FAILS);

        Files.delete(model);
        assertThat(checkModels(manifest).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    private Finding checkModels(SignedManifest manifest) throws IOException {
        List<Finding> findings =
                VerifyVideo.check(video, manifest, Optional.of(KEY.publicKey()), Optional.of(folder.resolve("packs")));
        return findings.get(findings.size() - 1);
    }

    private List<Finding> check(PublicSigningKey trusted) throws Exception {
        return VerifyVideo.check(
                video, manifest(recipe("a fox")), Optional.of(trusted), Optional.of(folder.resolve("packs")));
    }

    private SignedManifest manifest(VideoRecipe recipe) throws Exception {
        return SignedManifest.read(KEY.sign(new Manifest("r", sha256(video), recipe)));
    }

    private Path encode(VideoRecipe recipe) throws IOException {
        Path file = folder.resolve("r.mp4");
        VideoSpec spec = new VideoSpec(VideoFormat.MP4, 64, 64, 1, 8, "a fox");
        try (VideoEncoder encoder = VideoEncoder.open(spec, file)) {
            encoder.encode(TestPictures.picture(64, 64, 1));
            encoder.finish(RecipeText.toJson(recipe));
        }
        return file;
    }

    private VideoRecipe recipe(String prompt) throws Exception {
        return VideoRecipe.newBuilder()
                .setRequest(RenderRequest.newBuilder()
                        .setModel("tiny")
                        .setWidth(64)
                        .setHeight(64)
                        .addShots(Shot.newBuilder().setPrompt(prompt).setFrames(1)))
                .addModelFiles(ModelFile.newBuilder().setName("tiny/unet").setSha256(sha256(model)))
                .setFramesSha256("00")
                .build();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
