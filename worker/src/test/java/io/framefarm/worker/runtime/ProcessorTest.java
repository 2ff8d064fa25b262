package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
    @Test
    void bytesNeedVnniOnX86() {
        assertThat(new Processor(List.of("processor\t: 0", "flags\t\t: fpu avx2 avx512_vnni")).multipliesBytes())
                .isTrue();
        assertThat(new Processor(List.of("processor\t: 0", "flags\t\t: fpu avx2")).multipliesBytes())
                .isFalse();
    }

    @Test
    void otherProcessorsAreNotDoubted() {
        assertThat(new Processor(List.of("Features\t: fp asimd asimddp")).multipliesBytes())
                .isTrue();
        assertThat(new Processor(List.of()).multipliesBytes()).isTrue();
    }
}
