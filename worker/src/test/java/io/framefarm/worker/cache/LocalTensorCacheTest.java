package io.framefarm.worker.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.worker.cache.CacheEvents.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalTensorCacheTest {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final LocalTensorCache cache = new LocalTensorCache(10, (tier, kind, outcome) -> outcomes.add(outcome));

    @Test
    void whatWasPutIsFound() {
        cache.put(key(1), new byte[] {1, 2});

        assertThat(cache.get(key(1))).hasValue(new byte[] {1, 2});
        assertThat(cache.get(key(2))).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.STORED, Outcome.HIT, Outcome.MISS);
    }

    @Test
    void theLeastRecentlyUsedEntryMakesRoom() {
        cache.put(key(1), new byte[4]);
        cache.put(key(2), new byte[4]);
        assertThat(cache.get(key(1))).isPresent();

        cache.put(key(3), new byte[4]);

        assertThat(cache.get(key(2))).isEmpty();
        assertThat(cache.get(key(1))).isPresent();
        assertThat(cache.sizeBytes()).isEqualTo(8);
    }

    @Test
    void anEntryLargerThanTheCacheIsNotKept() {
        cache.put(key(1), new byte[11]);

        assertThat(cache.get(key(1))).isEmpty();
        assertThat(outcomes).startsWith(Outcome.TOO_LARGE);
    }

    @Test
    void replacingAnEntryCountsItsBytesOnce() {
        cache.put(key(1), new byte[9]);
        cache.put(key(1), new byte[3]);

        assertThat(cache.sizeBytes()).isEqualTo(3);
    }

    @Test
    void theNearTierRemembersWhatTheFarTierHad() {
        LocalTensorCache far = new LocalTensorCache(100, CacheEvents.IGNORED);
        far.put(key(1), new byte[] {7});

        assertThat(new TieredTensorCache(cache, far).get(key(1))).hasValue(new byte[] {7});
        assertThat(cache.get(key(1))).hasValue(new byte[] {7});
    }

    @Test
    void aKeyNamesItsKindAndAWholeHash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CacheKey("Text", "0".repeat(64)))
                .withMessageContaining("kind: 'Text'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CacheKey("text", "0"))
                .withMessageContaining("contentHash: '0'");
    }

    private static CacheKey key(int number) {
        return new CacheKey("text-embedding", "%064x".formatted(number));
    }
}
