package io.framefarm.worker.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents.Outcome;
import io.framefarm.worker.cache.CacheKey;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisTensorCacheIT {

    private static final CacheKey KEY = new CacheKey("lora-factors", "ab".repeat(32));

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private TestRedis server;
    private RedisTensorCache cache;

    @BeforeEach
    void start() throws IOException {
        server = TestRedis.start();
        cache = new RedisTensorCache(
                new RedisCacheConfig(
                        RedisAddress.at(server.uri()), Duration.ofSeconds(5), Duration.ofMinutes(1), 1024, 10_000),
                (tier, kind, outcome) -> outcomes.add(outcome),
                new Breaker(2, Duration.ofHours(1), () -> Instant.EPOCH),
                System::nanoTime);
    }

    @AfterEach
    void stop() throws IOException {
        cache.close();
        server.stop();
    }

    @Test
    void aValueOfSeveralChunksComesBackWhole() {
        byte[] value = randomBytes(5000);

        cache.put(KEY, value);

        assertThat(cache.get(KEY)).hasValue(value);
        assertThat(outcomes).containsExactly(Outcome.STORED, Outcome.HIT);
    }

    @Test
    void anEmptyValueAndAnUnknownKeyAreToldApart() {
        cache.put(KEY, new byte[0]);

        assertThat(cache.get(KEY)).hasValue(new byte[0]);
        assertThat(cache.get(new CacheKey("lora-factors", "cd".repeat(32)))).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.STORED, Outcome.HIT, Outcome.MISS);
    }

    @Test
    void aMissingChunkIsAMiss() {
        cache.put(KEY, randomBytes(5000));
        onTheServer(connection -> connection.sync().del("framefarm:lora-factors:" + KEY.contentHash() + ":2"));

        assertThat(cache.get(KEY)).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.STORED, Outcome.CORRUPT);
    }

    @Test
    void aChangedChunkIsAMiss() {
        cache.put(KEY, new byte[1000]);
        onTheServer(connection ->
                connection.sync().set("framefarm:lora-factors:" + KEY.contentHash() + ":0", "\u0001".repeat(1000)));

        assertThat(cache.get(KEY)).isEmpty();
    }

    @Test
    void aForeignHeaderIsAMiss() {
        onTheServer(connection -> connection.sync().set("framefarm:lora-factors:" + KEY.contentHash(), "hello"));

        assertThat(cache.get(KEY)).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.CORRUPT);
    }

    @Test
    void aServerThatIsGoneIsAMissAndSoonNotAskedAnyMore() throws IOException {
        cache.put(KEY, new byte[10]);
        server.stop();

        for (int i = 0; i < 4; i++) {
            assertThat(cache.get(KEY)).isEmpty();
        }

        assertThat(outcomes)
                .containsExactly(Outcome.STORED, Outcome.ERROR, Outcome.ERROR, Outcome.SKIPPED, Outcome.SKIPPED);
    }

    @Test
    void aServerThatWasNeverThereIsAMiss() throws IOException {
        server.stop();

        assertThat(cache.get(KEY)).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.ERROR);
    }

    @Test
    void aValueAboveTheLimitIsNotStored() {
        cache.put(KEY, new byte[10_001]);

        assertThat(outcomes).containsExactly(Outcome.TOO_LARGE);
    }

    private void onTheServer(java.util.function.Consumer<StatefulRedisConnection<String, String>> action) {
        RedisClient client = RedisClient.create(server.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            action.accept(connection);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static byte[] randomBytes(int count) {
        byte[] value = new byte[count];
        new Random(7).nextBytes(value);
        return value;
    }
}
