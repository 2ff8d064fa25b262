package io.framefarm.worker.cache.redis;

import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.CacheEvents.Outcome;
import io.framefarm.worker.cache.CacheKey;
import io.framefarm.worker.cache.TensorCache;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tier in Redis. Redis down, full or answering garbage makes workers slower, never wrong: each such case is a miss,
 * counted and, after several in a row, no longer waited for. Safe for use by many threads.
 */
public final class RedisTensorCache implements TensorCache, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisTensorCache.class);
    private static final String TIER = "redis";

    private final RedisCacheConfig config;
    private final CacheEvents events;
    private final Breaker breaker;
    private final LongSupplier nanoTicker;
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    public RedisTensorCache(RedisCacheConfig config, CacheEvents events, Breaker breaker, LongSupplier nanoTicker) {
        this.config = config;
        this.events = events;
        this.breaker = breaker;
        this.nanoTicker = nanoTicker;
        this.client = RedisClient.create(uri(config));
        client.setOptions(options(config.server()));
    }

    private static RedisURI uri(RedisCacheConfig config) {
        RedisAddress server = config.server();
        RedisURI uri = RedisURI.create(server.uri());
        uri.setTimeout(config.timeout());
        server.password()
                .map(String::toCharArray)
                .ifPresent(password -> server.user()
                        .ifPresentOrElse(
                                user -> uri.setAuthentication(user, password), () -> uri.setAuthentication(password)));
        return uri;
    }

    private static ClientOptions options(RedisAddress server) {
        ClientOptions.Builder options = ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(4096);
        server.trusted()
                .ifPresent(certificates -> options.sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(certificates.toFile())
                        .build()));
        return options.build();
    }

    @Override
    public Optional<byte[]> get(CacheKey key) {
        return guarded(key, deadline -> {
            byte[] header = await(commands().get(headerKey(key)), deadline);
            if (header == null) {
                return found(key, Outcome.MISS, Optional.empty());
            }
            Optional<ChunkedValue> described = ChunkedValue.parse(header, config.maxValueBytes());
            if (described.isEmpty()) {
                return found(key, Outcome.CORRUPT, Optional.empty());
            }
            Optional<byte[]> value = fetch(key, described.get(), deadline);
            return found(key, value.isPresent() ? Outcome.HIT : Outcome.CORRUPT, value);
        });
    }

    @Override
    public void put(CacheKey key, byte[] value) {
        if (value.length > config.maxValueBytes()) {
            events.happened(TIER, key.kind(), Outcome.TOO_LARGE);
            return;
        }
        guarded(key, deadline -> {
            ChunkedValue described = ChunkedValue.describe(value, config.chunkBytes());
            List<byte[]> chunks = described.split(value);
            long later = deadline + described.transferNanos();
            for (int i = 0; i < chunks.size(); i++) {
                store(chunkKey(key, i), chunks.get(i), later);
            }
            // The header comes last: whoever sees it finds the chunks.
            store(headerKey(key), described.header(), later);
            return found(key, Outcome.STORED, Optional.empty());
        });
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, config.timeout());
    }

    private Optional<byte[]> fetch(CacheKey key, ChunkedValue described, long sooner) throws Failure {
        long deadline = sooner + described.transferNanos();
        List<RedisFuture<byte[]>> pending = new ArrayList<>();
        for (int i = 0; i < described.chunkCount(); i++) {
            pending.add(commands().get(chunkKey(key, i)));
        }
        List<byte @Nullable []> chunks = new ArrayList<>();
        for (RedisFuture<byte[]> chunk : pending) {
            chunks.add(await(chunk, deadline));
        }
        return described.join(chunks);
    }

    private void store(String redisKey, byte[] value, long deadline) throws Failure {
        SetArgs expiring = SetArgs.Builder.ex(config.keepFor());
        try {
            await(commands().set(redisKey, value, expiring), deadline);
        } catch (Failure e) {
            if (!e.getMessage().contains("OOM command not allowed")) {
                throw e;
            }
            // Clients' buffers count towards Redis's memory limit, so it may refuse once before it has evicted.
            await(commands().set(redisKey, value, expiring), deadline);
        }
    }

    private Optional<byte[]> guarded(CacheKey key, Step step) {
        if (!breaker.permits()) {
            events.happened(TIER, key.kind(), Outcome.SKIPPED);
            return Optional.empty();
        }
        try {
            // Connecting, which happens once, has a timeout of its own.
            commands();
            Optional<byte[]> value =
                    step.run(nanoTicker.getAsLong() + config.timeout().toNanos());
            breaker.succeeded();
            return value;
        } catch (Failure | RedisException e) {
            breaker.failed();
            events.happened(TIER, key.kind(), Outcome.ERROR);
            LOG.warn("Redis did not serve {} {}, going on without it: {}", key.kind(), key.contentHash(), e.toString());
            return Optional.empty();
        }
    }

    private Optional<byte[]> found(CacheKey key, Outcome outcome, Optional<byte[]> value) {
        events.happened(TIER, key.kind(), outcome);
        return value;
    }

    private synchronized RedisAsyncCommands<String, byte[]> commands() {
        if (connection == null) {
            connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        }
        return connection.async();
    }

    private <T> @Nullable T await(RedisFuture<T> future, long deadline) throws Failure {
        long left = Math.max(0, deadline - nanoTicker.getAsLong());
        try {
            return future.get(Math.min(left, config.timeout().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new Failure("no answer within " + config.timeout(), e);
        } catch (ExecutionException e) {
            throw new Failure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private static String headerKey(CacheKey key) {
        return "framefarm:" + key.kind() + ":" + key.contentHash();
    }

    private static String chunkKey(CacheKey key, int chunk) {
        return headerKey(key) + ":" + chunk;
    }

    private interface Step {
        Optional<byte[]> run(long deadlineNanos) throws Failure;
    }

    /** One command did not succeed. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
