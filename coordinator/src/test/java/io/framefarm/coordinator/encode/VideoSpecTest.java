package io.framefarm.coordinator.encode;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoSpecTest {
    @ParameterizedTest
    @CsvSource({
        "64,64,0,16,upscale: 0 is not within 1 and 16",
        "64,64,17,16,upscale: 17 is not within 1 and 16",
        "64,64,1,0,fps: 0 is not within 1 and 240",
        "4096,64,8,16,width: 4096 is not within 2 and 2048",
        "64,4096,8,16,height: 4096 is not within 2 and 2048",
        "63,64,1,16,size: 63x64 enlarged 1 times is odd; video needs even sides",
    })
    void valuesOutOfRangeAreRefusedByName(int width, int height, int upscale, int fps, String message) {
        assertThatThrownBy(() -> new VideoSpec(VideoFormat.MP4, width, height, upscale, fps, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
