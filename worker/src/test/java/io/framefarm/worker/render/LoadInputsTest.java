package io.framefarm.worker.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.protocol.InputName;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StartVideo;
import io.framefarm.worker.engine.Guides;
import io.framefarm.worker.intake.RenderFailure;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadInputsTest {

    private final Map<String, byte[]> stored = new HashMap<>();
    private int reads;
    private final LoadInputs inputs = new LoadInputs(this::read, 3 * 4 * 4 * 2);

    private byte[] read(String key, int maxBytes) throws FileNotFoundException {
        reads++;
        byte[] content = stored.get(key);
        if (content == null) {
            throw new FileNotFoundException(key);
        }
        return content;
    }

    @Test
    void everyImageOfARecipeIsLoaded() throws Exception {
        String first = put(10);
        String second = put(20);
        Recipe recipe = Recipe.newBuilder()
                .setImage(first)
                .setMotionScale(0.5f)
                .addControls(Control.newBuilder()
                        .setNet("canny")
                        .addImages(second)
                        .setScale(0.7f)
                        .setStart(0.1f)
                        .setEnd(0.9f))
                .setStart(StartVideo.newBuilder().addImages(first).addImages(second))
                .build();

        Guides guides = ReadGuides.of(recipe, inputs);

        assertThat(guides.image().orElseThrow().pixels()).isEqualTo(image(10));
        assertThat(guides.image().orElseThrow().motionScale()).contains(0.5f);
        assertThat(guides.controls()).singleElement().satisfies(control -> {
            assertThat(control.net()).isEqualTo("canny");
            assertThat(control.images()).containsExactly(image(20));
            assertThat(control.scale()).contains(0.7f);
            assertThat(control.start()).isEqualTo(0.1f);
            assertThat(control.end()).isEqualTo(0.9f);
        });
        assertThat(guides.start().orElseThrow().images()).containsExactly(image(10), image(20));
        assertThat(guides.start().orElseThrow().strength()).isEqualTo(0.6f);
    }

    @Test
    void aRecipeWithoutImagesReadsNothing() throws Exception {
        assertThat(ReadGuides.of(Recipe.getDefaultInstance(), inputs)).isEqualTo(Guides.NONE);
        assertThat(reads).isZero();
    }

    @Test
    void theLatestImagesAreKept() throws Exception {
        List<String> keys = List.of(put(1), put(2), put(3));

        inputs.load(keys);
        inputs.load(keys.get(2));
        assertThat(reads).isEqualTo(3);
        inputs.load(keys.get(0));

        assertThat(reads).isEqualTo(4);
    }

    @Test
    void anImageThatIsNotThereMayBeReachedByAnotherWorker() {
        String missing = new InputName("0".repeat(64)).key();

        assertThatExceptionOfType(RenderFailure.class)
                .isThrownBy(() -> inputs.load(missing))
                .withMessage("cannot read " + missing + ": " + missing)
                .satisfies(failure -> assertThat(failure.toMessage().getCode()).isEqualTo("INPUT_UNAVAILABLE"));
    }

    @Test
    void anotherImageUnderTheKeyIsNotTaken() throws Exception {
        String key = put(1);
        stored.put(key, PngWriter.write(image(2)));

        assertThatExceptionOfType(RenderFailure.class)
                .isThrownBy(() -> inputs.load(key))
                .withMessageStartingWith(key + " has the SHA-256 ")
                .satisfies(failure -> assertThat(failure.toMessage().getCode()).isEqualTo("INPUT_DAMAGED"));
    }

    @Test
    void whatIsNoPngIsNotTaken() throws Exception {
        byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
        String key = put(text);

        assertThatExceptionOfType(RenderFailure.class)
                .isThrownBy(() -> inputs.load(key))
                .satisfies(failure -> assertThat(failure.toMessage().getCode()).isEqualTo("INPUT_DAMAGED"));
    }

    @Test
    void aKeyFromElsewhereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inputs.load("../secrets.png"))
                .withMessage("`../secrets.png` names no image (allowed: inputs/SHA-256.png)");
    }

    @Test
    void aWorkerWithoutAStoreSaysSo() {
        LoadInputs without = new LoadInputs(InputStore.NONE, 0);

        assertThatExceptionOfType(RenderFailure.class)
                .isThrownBy(() -> without.load(new InputName("0".repeat(64)).key()))
                .withMessageContaining("this worker has no video store");
    }

    private String put(int brightness) throws Exception {
        return put(PngWriter.write(image(brightness)));
    }

    private String put(byte[] content) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        String key = new InputName(hash).key();
        stored.put(key, content);
        return key;
    }

    private static RgbFrame image(int brightness) {
        byte[] rgb = new byte[3 * 4 * 4];
        Arrays.fill(rgb, (byte) brightness);
        return new RgbFrame(4, 4, rgb);
    }
}
