package io.framefarm.deploy;

import io.framefarm.coordinator.Coordinator;
import io.framefarm.coordinator.FarmApi;
import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.metrics.ProducerClasses;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.kafka.Stitcher;
import io.framefarm.coordinator.stitch.kafka.StitcherSettings;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.kafka.BrokerSettings;
import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.deploy.kafka.EmbeddedKafka;
import io.framefarm.deploy.kafka.LogTopic;
import io.framefarm.deploy.redis.EmbeddedRedis;
import io.framefarm.deploy.redis.RedisUnavailableException;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.worker.Worker;
import io.framefarm.worker.WorkerConfig;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.WorkerEvents;
import io.framefarm.worker.metrics.SegmentMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole farm in this process: broker, cache, coordinator, stitcher and workers, wired by hand. What it must remember
 * lies in the data folder; a farm that was killed continues from there.
 */
public final class AllInOne implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AllInOne.class);

    /** Nobody else competes for these roles: what is silent for so long is gone. */
    private static final Duration SESSION = Duration.ofSeconds(4);

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Parts parts;
    private final String bootstrap;
    private final Optional<String> url;

    private AllInOne(Parts parts, String bootstrap, Optional<String> url) {
        this.parts = parts;
        this.bootstrap = bootstrap;
        this.url = url;
    }

    /** A farm that nobody watches. */
    public static AllInOne start(
            DataFolder data,
            AllInOneSettings settings,
            VideoStore videos,
            RendererSource renderers,
            InstantSource clock) {
        return start(data, settings, videos, renderers, clock, new Monitor());
    }

    /**
     * Starts the farm and returns when it takes requests.
     *
     * @param data stays the caller's to close
     * @param videos where finished videos go, and the images of requests lie
     * @param renderers what each worker renders with
     * @param monitor hears what all roles of this farm have to say to operators
     */
    public static AllInOne start(
            DataFolder data,
            AllInOneSettings settings,
            VideoStore videos,
            RendererSource renderers,
            InstantSource clock,
            Monitor monitor) {
        Parts parts = new Parts();
        try {
            EmbeddedKafka kafka = parts.add(
                    EmbeddedKafka.start(BrokerSettings.in(data.kafka()).onPort(settings.port())));
            createTopics(kafka.bootstrap());
            parts.add(LogTopic.open(KafkaCluster.at(kafka.bootstrap()), "farm"));
            Optional<RedisAddress> redis = startRedis(parts, data, settings.redisMemoryMb());
            startCoordinator(parts, kafka.bootstrap(), clock, monitor);
            Optional<String> url = startApi(parts, kafka.bootstrap(), settings, videos, clock, monitor);
            startStitcher(parts, kafka.bootstrap(), data, videos, clock, monitor);
            SegmentRenderer renderer = renderers.open(redis, new StoredInputs(videos), parts::add);
            startWorkers(parts, kafka.bootstrap(), settings.workers(), renderer, clock, monitor);
            data.publishAddress(kafka.bootstrap(), url);
            return new AllInOne(parts, kafka.bootstrap(), url);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Host and port of the broker. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Where the HTTP API is, if there is one. */
    public Optional<String> url() {
        return url;
    }

    /** Lets workers finish or give back what they have, then stops everything in the reverse order of its start. */
    @Override
    public void close() {
        parts.close();
    }

    private static void createTopics(String bootstrap) {
        try (ClusterAdmin admin = ClusterAdmin.connect(bootstrap)) {
            admin.createTopics(TopicSettings.singleBroker());
        }
    }

    private static Optional<RedisAddress> startRedis(Parts parts, DataFolder data, int memoryMb) {
        try {
            EmbeddedRedis redis = parts.add(EmbeddedRedis.start(data.redis(), memoryMb));
            return Optional.of(RedisAddress.at(redis.uri()));
        } catch (RedisUnavailableException e) {
            log.warn("The workers have no shared cache and will compute more: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void startCoordinator(Parts parts, String bootstrap, InstantSource clock, Monitor monitor) {
        Coordinator coordinator = Coordinator.monitored(
                CoordinatorConfig.of(bootstrap, "coordinator-1"), ProducerClasses.NONE, clock, monitor);
        parts.add(coordinator).start();
    }

    private static Optional<String> startApi(
            Parts parts,
            String bootstrap,
            AllInOneSettings settings,
            VideoStore videos,
            InstantSource clock,
            Monitor monitor) {
        return settings.http().map(http -> {
            FarmApi api = FarmApi.start(
                    KafkaCluster.at(bootstrap),
                    "coordinator-1",
                    http,
                    videos,
                    NewIds::renderId,
                    NewIds.secrets(),
                    clock,
                    monitor);
            return parts.add(api).url();
        });
    }

    private static void startStitcher(
            Parts parts, String bootstrap, DataFolder data, VideoStore videos, InstantSource clock, Monitor monitor) {
        StitcherSettings settings = StitcherSettings.of(
                        bootstrap, data.scratch(), Runtime.getRuntime().availableProcessors())
                .withSessionTimeout(SESSION)
                .signedWith(data.signingKey());
        StitchCounters counters = new StitchCounters(monitor.metrics());
        Stitcher stitcher = parts.add(new Stitcher(settings, videos, counters, clock));
        stitcher.watchedBy(monitor);
        stitcher.start();
    }

    private static void startWorkers(
            Parts parts, String bootstrap, int count, SegmentRenderer renderer, InstantSource clock, Monitor monitor) {
        List<WorkerEvents> counters = List.of(new SegmentMetrics(monitor.metrics(), renderer::warmPacks));
        List<Worker> workers = IntStream.rangeClosed(1, count)
                .mapToObj(number -> WorkerConfig.of(bootstrap, Topics.DEFAULT_POOL, "worker-" + number)
                        .withDrainWithin(DRAIN))
                .map(config -> new Worker(config, renderer, clock, counters, monitor.tracer()))
                .toList();
        workers.forEach(worker -> worker.watchedBy(monitor));
        parts.add(new Workers(workers)).start();
    }
}
