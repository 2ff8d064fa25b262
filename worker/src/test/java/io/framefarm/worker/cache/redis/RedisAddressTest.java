package io.framefarm.worker.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @Test
    void itPrintsWithoutUserAndPassword() {
        RedisAddress address =
                new RedisAddress("rediss://farm:hunter2@cache.example:6380/2", Optional.of("s3cret"), Optional.empty());

        assertThat(address).hasToString("rediss://cache.example:6380");
        assertThat(RedisCacheConfig.at(address).toString()).doesNotContain("hunter2", "s3cret");
    }

    @Test
    void theUserIsTheOneOfTheAddress() {
        assertThat(RedisAddress.at("rediss://farm:secret@h:1").user()).hasValue("farm");
        assertThat(RedisAddress.at("rediss://farm@h:1").user()).hasValue("farm");
        assertThat(RedisAddress.at("rediss://:secret@h:1").user()).isEmpty();
        assertThat(RedisAddress.at("redis://h:1").user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost:6379", "http://farm:hunter2@h:1", "redis://farm:hunter2@", "redis://hunter2 @h"})
    void whatIsNoAddressIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> RedisAddress.at(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("redis: ")
                .hasMessageContaining("rediss://USER:PASSWORD@HOST:PORT")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void certificatesThatWouldNotBeLookedAtAreRefused() {
        Path here = Path.of("pom.xml");
        assertThatThrownBy(() -> new RedisAddress("redis://h:1", Optional.empty(), Optional.of(here)))
                .hasMessageContaining("no effect without TLS");
        assertThatThrownBy(() -> new RedisAddress("rediss://h:1", Optional.empty(), Optional.of(Path.of("gone.pem"))))
                .hasMessageContaining("no readable file of certificates gone.pem");
    }
}
