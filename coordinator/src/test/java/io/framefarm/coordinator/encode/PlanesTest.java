package io.framefarm.coordinator.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanesTest {

    @ParameterizedTest
    @CsvSource({"128, 6, false", "66, 6, true"})
    void everyPixelStaysInItsPlaceWithAndWithoutPaddingBetweenTheRows(int width, int height, boolean padded)
            throws EncodingException {
        Ffmpeg.load();
        AVFrame frame =
                FrameConverter.allocate(new VideoSpec(VideoFormat.MP4, width, height, 1, 16, ""), AV_PIX_FMT_YUV420P);
        int colourWidth = (width + 1) / 2;
        byte[] picture = new byte[width * height + 2 * colourWidth * ((height + 1) / 2)];
        new Random(3).nextBytes(picture);

        Planes.paste(picture, frame);

        assertThat(frame.linesize(1) > colourWidth).isEqualTo(padded);
        assertThat(Planes.copy(frame)).isEqualTo(picture);
        int y = height - 1;
        assertThat(frame.data(0).get((long) y * frame.linesize(0) + 3)).isEqualTo(picture[y * width + 3]);
        assertThat(frame.data(2).get((long) (y / 2) * frame.linesize(2)))
                .isEqualTo(picture[picture.length - colourWidth]);
        av_frame_free(frame);
    }
}
