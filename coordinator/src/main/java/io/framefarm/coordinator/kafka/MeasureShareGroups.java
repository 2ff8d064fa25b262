package io.framefarm.coordinator.kafka;

import io.framefarm.protocol.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker every few seconds how many jobs of each pool no worker has settled, on a thread of its own. */
public final class MeasureShareGroups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeasureShareGroups.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long ANSWER_WITHIN_SECONDS = 4;

    private final BooleanSupplier wanted;
    private final Consumer<Map<String, Long>> lags;
    private final Admin admin;
    private final ScheduledExecutorService thread;

    /**
     * Begins to ask at {@link #start()}.
     *
     * @param wanted whether to ask at all: one coordinator is enough
     * @param lags takes the number of unsettled jobs by pool
     */
    public MeasureShareGroups(CoordinatorConfig config, BooleanSupplier wanted, Consumer<Map<String, Long>> lags) {
        this.wanted = wanted;
        this.lags = lags;
        this.admin = Admin.create(ClientSettings.admin(config));
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread measuring = new Thread(task, "share-group-lag");
            measuring.setDaemon(true);
            return measuring;
        });
    }

    public void start() {
        var unused =
                thread.scheduleWithFixedDelay(this::measure, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What cannot be measured now is measured next time. */
    private void measure() {
        try {
            lags.accept(wanted.getAsBoolean() ? byPool() : Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("The lag of the workers' groups could not be measured", e);
        } catch (RuntimeException e) {
            // Would end the measuring for good, and nobody would hear of it.
            LOG.warn("The lag of the workers' groups could not be measured", e);
        }
    }

    private Map<String, Long> byPool() throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> pools = await(admin.listTopics().names()).stream()
                .flatMap(topic -> Topics.poolOf(topic).stream())
                .collect(Collectors.toSet());
        Map<String, ListShareGroupOffsetsSpec> groups =
                pools.stream().collect(Collectors.toMap(Topics::workerGroup, pool -> new ListShareGroupOffsetsSpec()));
        var answers = admin.listShareGroupOffsets(groups);
        Map<String, Long> lag = new HashMap<>();
        for (String pool : pools) {
            lag.put(pool, lag(answers.partitionsToOffsetInfo(Topics.workerGroup(pool))));
        }
        return lag;
    }

    /** A pool without workers so far has no group, and nothing on its topic either. */
    private static <K> long lag(KafkaFuture<Map<K, SharePartitionOffsetInfo>> group)
            throws InterruptedException, TimeoutException {
        try {
            // A partition that no worker has read from yet is there without a value.
            return await(group).values().stream()
                    .filter(Objects::nonNull)
                    .mapToLong(partition -> partition.lag().orElse(0L))
                    .sum();
        } catch (ExecutionException e) {
            LOG.debug("A group of workers has no lag", e);
            return 0;
        }
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
