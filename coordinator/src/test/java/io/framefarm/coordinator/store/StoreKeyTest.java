package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "videos/",
                "videos//a",
                "../a",
                "videos/../../a",
                "videos/..",
                "videos/.a",
                ".",
                "a\\b",
                "a\0b",
                "a b",
                "a%2e%2e",
                "videos/a\n",
                "C:a",
                "vidéos/a",
                "a?b",
                "~/a"
            })
    void whatCouldLeadElsewhereIsRefused(String key) {
        assertThatThrownBy(() -> new StoreKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not allowed in a video store");
    }

    @Test
    void keysHaveALimit() {
        assertThat(new StoreKey("a".repeat(512)).value()).hasSize(512);
        assertThatThrownBy(() -> new StoreKey("a".repeat(513))).hasMessageContaining("at most 512 characters");
    }

    @Test
    void videosAreNamedAfterTheirRender() {
        assertThat(StoreKey.ofVideo("r-1", "mp4").value()).isEqualTo("videos/r-1.mp4");
    }
}
