package io.framefarm.coordinator.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.BringInputs.Brought;
import io.framefarm.protocol.InputName;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportInputsTest {

    @TempDir
    private Path folder;

    private VideoStore store;
    private ImportInputs inputs;

    @BeforeEach
    void openTheStore() throws IOException {
        store = new FolderStore(folder.resolve("store"), InstantSource.system());
        inputs = new ImportInputs(store, List.of(new DataUrls(), new StoredObjects(store), new LocalFiles(folder)));
        Files.write(folder.resolve("cat.png"), Images.png());
    }

    @Test
    void aLocalFileLiesInTheStoreUnderTheHashOfItsContent() throws IOException {
        Brought brought = inputs.bring(request(shot().setImage("./cat.png")));

        assertThat(brought.problems()).isEmpty();
        assertThat(RequestValidation.problems(brought.request())).isEmpty();
        RgbFrame image = stored(brought.request().getShots(0).getImage());
        assertThat(image.width()).isEqualTo(16);
        assertThat(image.rgb()).startsWith(255, 0, 0);
    }

    @Test
    void theSameImageFromAnywhereIsTheSameObject() throws IOException {
        store.put(new StoreKey("photos/cat.png"), Images.png(), "image/png");
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(Images.png());

        String fromFile = imported("cat.png");

        assertThat(imported(url)).isEqualTo(fromFile);
        assertThat(imported("store:photos/cat.png")).isEqualTo(fromFile);
        assertThat(imported(fromFile)).isEqualTo(fromFile);
    }

    @Test
    void aVideoBecomesOneImageForEachFrameOfTheShot() throws IOException {
        writeVideo(6);

        Brought brought = inputs.bring(request(shot().setFrames(4)
                .addControls(Control.newBuilder().setNet("canny").setVideo("walk.mp4"))
                .setStart(StartVideo.newBuilder().setVideo("walk.mp4"))));

        assertThat(brought.problems()).isEmpty();
        assertThat(RequestValidation.problems(brought.request())).isEmpty();
        Shot shot = brought.request().getShots(0);
        assertThat(shot.getControls(0).getVideo()).isEmpty();
        assertThat(shot.getControls(0).getImagesList())
                .hasSize(4)
                .isEqualTo(shot.getStart().getImagesList());
        assertThat(stored(shot.getStart().getImages(3)).width()).isEqualTo(32);
    }

    @Test
    void aVideoThatIsShorterThanTheShotIsRefused() throws IOException {
        writeVideo(6);

        assertThat(problems(shot().setFrames(7).setStart(StartVideo.newBuilder().setVideo("walk.mp4"))))
                .containsExactly("shots[0].start.video: has 6 frames, but the shot has 7 (allowed: at least as many)");
    }

    /** A playlist would make the reader open whatever it names. */
    @Test
    void aPlaylistIsNoVideo() throws IOException {
        writeVideo(6);
        Files.writeString(
                folder.resolve("list.mp4"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:%s\n#EXT-X-ENDLIST\n"
                        .formatted(folder.resolve("walk.mp4")));
        Files.writeString(folder.resolve("concat.mp4"), "ffconcat version 1.0\nfile walk.mp4\n");

        for (String playlist : List.of("list.mp4", "concat.mp4")) {
            assertThat(problems(shot().setStart(StartVideo.newBuilder().setVideo(playlist))))
                    .singleElement()
                    .asString()
                    .startsWith("shots[0].start.video: is no video that can be read");
        }
    }

    @Test
    void everythingThatCannotBeTakenIsSaidByFieldAtOnce() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "no picture");

        assertThat(problems(shot().setImage("missing.png")
                        .addControls(Control.newBuilder()
                                .setNet("canny")
                                .addImages("cat.png")
                                .addImages("notes.txt"))
                        .setStart(StartVideo.newBuilder().addImages("store:nothing.png"))))
                .containsExactly(
                        "shots[0].image: names " + folder.resolve("missing.png") + ", where there is no file",
                        "shots[0].controls[0].images[1]: is no image that can be read (allowed: PNG and JPEG)",
                        "shots[0].start.images[0]: names nothing.png, which is not in the video store");
    }

    @Test
    void anInputThatIsNotInTheStoreIsMissed() {
        String key = new InputName("0".repeat(64)).key();

        assertThat(problems(shot().setImage(key)))
                .containsExactly("shots[0].image: " + key + " is not in the video store");
    }

    @Test
    void aPlaceThatNobodyAllowedIsNoPlace() {
        assertThat(problems(shot().setImage("https://example.org/cat.png")))
                .containsExactly("shots[0].image: `https://example.org/cat.png` cannot be taken from there"
                        + " (allowed: inputs/SHA-256.png, data:image/png;base64,..., store:KEY, a path)");
    }

    @Test
    void aServerDoesNotReadItsOwnFilesForOthers() {
        ImportInputs server = new ImportInputs(store, List.of(new DataUrls(), new StoredObjects(store)));

        assertThat(server.bring(request(
                                shot().setImage(folder.resolve("cat.png").toString())))
                        .problems())
                .singleElement()
                .asString()
                .contains("cannot be taken from there");
    }

    @Test
    void brokenBase64AndTooMuchOfItAreRefused() {
        assertThat(problems(shot().setImage("data:image/png;base64,%%%")))
                .singleElement()
                .asString()
                .contains("whose base64 is broken");
        assertThat(problems(shot().setImage("data:image/png;base64," + "A".repeat(45_000_000))))
                .singleElement()
                .asString()
                .contains("is larger than 33554432 bytes");
    }

    private void writeVideo(int frames) throws IOException {
        VideoSpec spec = new VideoSpec(VideoFormat.MP4, 32, 32, 1, 8, "walk");
        try (VideoEncoder encoder = VideoEncoder.open(spec, folder.resolve("walk.mp4"))) {
            for (RgbFrame frame : TestPictures.pictures(32, 32, frames)) {
                encoder.encode(frame);
            }
            encoder.finish("");
        }
    }

    private String imported(String reference) {
        Brought brought = inputs.bring(request(shot().setImage(reference)));
        assertThat(brought.problems()).isEmpty();
        return brought.request().getShots(0).getImage();
    }

    private List<String> problems(Shot.Builder shot) {
        return inputs.bring(request(shot)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private RgbFrame stored(String key) throws IOException {
        assertThat(InputName.parse(key)).isPresent();
        try (InputStream in = store.read(new StoreKey(key), 0)) {
            return PngReader.read(in.readAllBytes(), 1 << 20);
        }
    }

    private static Shot.Builder shot() {
        return Shot.newBuilder().setPrompt("a cat").setFrames(4);
    }

    private static RenderRequest request(Shot.Builder shot) {
        return RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .addShots(shot)
                .build();
    }
}
