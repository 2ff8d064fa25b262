package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.NetworkException;
import io.framefarm.worker.network.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NetworkCacheTest {

    private final FakeNetwork first = new FakeNetwork(40);
    private final FakeNetwork second = new FakeNetwork(40);
    private final FakeNetwork third = new FakeNetwork(40);

    @Test
    void aNetworkIsOpenedOnce() {
        NetworkCache cache = new NetworkCache(100);
        use(cache, "first", first);

        cache.borrow(key("first"), () -> {
                    throw new AssertionError("opened again");
                })
                .close();

        assertThat(cache.sizeBytes()).isEqualTo(40);
        assertThat(cache.packs()).containsExactly("pack");
    }

    @Test
    void whyANetworkWasNotReadyIsTold() {
        List<SwapEvents.Swap> swaps = new ArrayList<>();
        AtomicLong nanos = new AtomicLong();
        NetworkCache cache = new NetworkCache(1000, (what, took) -> swaps.add(what), nanos::incrementAndGet);

        cache.borrow(new NetworkKey("a", "", "unet 64"), () -> first).close();
        cache.borrow(new NetworkKey("a", "", "unet 64"), () -> first).close();
        cache.borrow(new NetworkKey("a", "style", "unet 64"), () -> second).close();
        cache.borrow(new NetworkKey("a", "style", "unet 96"), () -> third).close();
        cache.borrow(new NetworkKey("b", "", "unet 64"), () -> third).close();

        assertThat(swaps)
                .containsExactly(
                        SwapEvents.Swap.MODEL, SwapEvents.Swap.LORA, SwapEvents.Swap.SIZE, SwapEvents.Swap.MODEL);
    }

    @Test
    void theLeastRecentlyUsedMakesRoom() {
        NetworkCache cache = new NetworkCache(100);
        use(cache, "first", first);
        use(cache, "second", second);
        use(cache, "first", first);

        use(cache, "third", third);

        assertThat(second.closed).isTrue();
        assertThat(first.closed).isFalse();
        assertThat(third.closed).isFalse();
        assertThat(cache.sizeBytes()).isEqualTo(80);
    }

    @Test
    void whatIsInUseStaysOpenUntilItIsGivenBack() {
        NetworkCache cache = new NetworkCache(10);
        Lease one = cache.borrow(key("first"), () -> first);
        Lease other = cache.borrow(key("first"), () -> second);

        one.close();
        assertThat(first.closed).isFalse();
        other.close();

        assertThat(first.closed).isTrue();
        assertThat(cache.packs()).isEmpty();
    }

    @Test
    void aFailedOpeningIsForgotten() {
        NetworkCache cache = new NetworkCache(100);

        assertThatThrownBy(() -> cache.borrow(key("first"), () -> {
                    throw new NetworkException("broken", new IllegalStateException());
                }))
                .isInstanceOf(NetworkException.class);
        use(cache, "first", first);

        assertThat(cache.sizeBytes()).isEqualTo(40);
    }

    @Test
    void whatNetworksShareMakesNoRoomBeforeTheLastOfThemIsClosed() {
        NetworkCache cache = new NetworkCache(50);
        Network sharing = sharing(new AtomicInteger(2), 80);
        Lease eldest = cache.borrow(key("first"), () -> sharing);
        Lease elder = cache.borrow(key("second"), () -> sharing);
        cache.borrow(key("third"), () -> third).close();

        eldest.close();
        assertThat(cache.sizeBytes()).as("the other one counts all of it").isEqualTo(80);
        elder.close();

        assertThat(cache.sizeBytes()).isZero();
    }

    @Test
    void afterClosingNothingIsHandedOutOrKept() {
        NetworkCache cache = new NetworkCache(100);
        use(cache, "first", first);
        Lease held = cache.borrow(key("second"), () -> second);

        cache.close();

        assertThat(first.closed).isTrue();
        assertThat(second.closed).isFalse();
        held.close();
        assertThat(second.closed).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> use(cache, "third", third));
    }

    /** Counts an equal part for each of those who share. */
    private static Network sharing(AtomicInteger users, long sizeBytes) {
        return new Network() {
            @Override
            public NamedTensors run(NamedTensors inputs, StopSignal stop) {
                throw new AssertionError("run");
            }

            @Override
            public long sizeBytes() {
                return sizeBytes / users.get();
            }

            @Override
            public void close() {
                users.decrementAndGet();
            }
        };
    }

    private static void use(NetworkCache cache, String graph, FakeNetwork network) {
        cache.borrow(key(graph), () -> network).close();
    }

    private static NetworkKey key(String graph) {
        return new NetworkKey("pack", "", graph);
    }
}
