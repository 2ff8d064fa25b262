package io.framefarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.reference.ReferenceTensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What AnimateLCM's authors do to images with Pillow and OpenCV. */
class ImageReferenceTest {

    static Stream<ReferenceCase> fits() {
        return ReferenceSet.casesOf("i2v_image").filter(each -> each.hasOutput("cropped"));
    }

    static Stream<ReferenceCase> colours() {
        return ReferenceSet.casesOf("i2v_image").filter(each -> each.hasOutput("adjusted"));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void aFittedImageHasTheBytesOfPillow(ReferenceCase reference) {
        RgbFrame fitted = FitImage.fit(
                frame(reference.input("image")),
                reference.params().get("target_width").asInt(),
                reference.params().get("target_height").asInt());

        assertThat(fitted.rgb()).isEqualTo(reference.output("cropped").unsignedBytes());
    }

    /** The order of OpenCV's floating-point operations depends on the processor, and cutting off makes a whole step of it. */
    @ParameterizedTest
    @MethodSource("colours")
    void matchedColoursAreThoseOfOpenCvButForOneInAThousandThatIsOneOff(ReferenceCase reference) {
        RgbFrame matched = new MatchColours(frame(reference.input("source"))).apply(frame(reference.input("target")));

        byte[] expected = reference.output("adjusted").unsignedBytes();
        assertThat(matched.rgb()).hasSameSizeAs(expected);
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((matched.rgb()[i] & 0xFF) - (expected[i] & 0xFF));
            assertThat(difference).isLessThanOrEqualTo(1);
            different += difference;
        }
        assertThat(different).isLessThan(expected.length / 1000);
    }

    /** From [height, width, 3]. */
    private static RgbFrame frame(ReferenceTensor image) {
        return new RgbFrame((int) image.dims()[1], (int) image.dims()[0], image.unsignedBytes());
    }
}
