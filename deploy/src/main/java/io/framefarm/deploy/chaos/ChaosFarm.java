package io.framefarm.deploy.chaos;

import io.framefarm.deploy.client.FarmUnreachableException;
import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.deploy.redis.EmbeddedRedis;
import io.framefarm.deploy.redis.RedisUnavailableException;
import io.framefarm.protocol.kafka.TopicSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every part of a farm in a process of its own, wired by hand, with a cable to the broker for each role. */
final class ChaosFarm implements AutoCloseable {

    private static final int REDIS_MB = 64;
    private static final int SCRATCH_MB = 32;
    private static final int STORE_MB = 256;

    private final ChaosSettings settings;
    private final InstantSource clock;
    private final BrokerDoors doors;
    private final Disk scratch;
    private final Disk store;
    private final Role broker;
    private final Role redis;
    private final List<Role> coordinators;
    private final List<Role> workers;
    private final Role stitcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ChaosFarm(ChaosSettings settings, InstantSource clock) throws IOException, RedisUnavailableException {
        this.settings = settings;
        this.clock = clock;
        List<String> names = new ArrayList<>(List.of("c1", "c2", "s1"));
        IntStream.rangeClosed(1, settings.workers()).forEach(number -> names.add("w" + number));
        this.doors = new BrokerDoors(names);
        this.scratch = Disk.at(folder("scratch"), SCRATCH_MB);
        this.store = Disk.at(folder("store"), STORE_MB);
        this.broker = broker();
        int redisPort = Ports.free(1).get(0);
        this.redis = role("redis", EmbeddedRedis.command(folder("redis"), redisPort, REDIS_MB));
        this.coordinators = Stream.of("c1", "c2").map(this::coordinator).toList();
        this.workers = names.stream()
                .filter(name -> name.startsWith("w"))
                .map(name -> worker(name, "redis://127.0.0.1:" + redisPort))
                .toList();
        this.stitcher = stitcher("s1");
    }

    /** Returns when the broker serves and all other roles are on their way. */
    static ChaosFarm start(ChaosSettings settings, InstantSource clock) {
        ChaosFarm farm;
        try {
            farm = new ChaosFarm(settings, clock);
        } catch (IOException | RedisUnavailableException e) {
            throw new ChaosFailedException("cannot prepare a farm in " + settings.folder() + ": " + e.getMessage(), e);
        }
        // Ctrl-C must not leave a cache and mounted disks behind.
        Runtime.getRuntime().addShutdownHook(new Thread(farm::close, "chaos-clean-up"));
        try {
            farm.begin();
            return farm;
        } catch (RuntimeException e) {
            farm.close();
            throw e;
        }
    }

    private void begin() {
        redis.start();
        broker.start();
        createTopics();
        Stream.of(coordinators, workers, List.of(stitcher))
                .flatMap(List::stream)
                .forEach(Role::start);
    }

    /** The broker needs a moment until it answers. */
    private void createTopics() {
        TopicSettings topics = TopicSettings.singleBroker().withLockDuration(settings.lock());
        Instant deadline = clock.instant().plus(settings.patience());
        while (true) {
            try (ClusterAdmin admin = ClusterAdmin.connect(bootstrap())) {
                admin.createTopics(topics);
                return;
            } catch (FarmUnreachableException e) {
                if (!broker.alive() || clock.instant().isAfter(deadline)) {
                    throw new ChaosFailedException("the broker does not serve; its log is " + log("broker"), e);
                }
            }
        }
    }

    String bootstrap() {
        return doors.bootstrap();
    }

    Path storeFolder() {
        return folder("store").resolve("videos");
    }

    Role brokerProcess() {
        return broker;
    }

    Role redisProcess() {
        return redis;
    }

    List<Role> coordinators() {
        return coordinators;
    }

    List<Role> workers() {
        return workers;
    }

    Role stitcher() {
        return stitcher;
    }

    Cable cableOf(Role role) {
        return doors.cable(role.name());
    }

    Disk scratch() {
        return scratch;
    }

    Disk store() {
        return store;
    }

    /** A worker that finds it while it renders takes all the memory that there is. */
    Path famineOf(Role worker) {
        return folder("famine").resolve(worker.name());
    }

    Role named(String name) {
        return all().filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChaosFailedException("no process is called " + name));
    }

    Stream<Role> all() {
        return Stream.of(List.of(broker, redis), coordinators, workers, List.of(stitcher))
                .flatMap(List::stream);
    }

    /** As whoever keeps processes running does; returns the names of those that had ended by themselves. */
    List<String> reviveFallen() {
        List<Role> fallen = all().filter(role -> !role.alive()).toList();
        fallen.forEach(Role::start);
        return fallen.stream().map(Role::name).toList();
    }

    Path log(String role) {
        return folder("logs").resolve(role + ".log");
    }

    private Role broker() throws IOException {
        Path properties = folder("kafka").resolve("doors.properties");
        try (Writer writer = Files.newBufferedWriter(properties)) {
            doors.properties().store(writer, null);
        }
        return farm(
                "broker",
                List.of("-Xmx320m"),
                "broker",
                "--folder",
                folder("kafka").resolve("data").toString(),
                "--port",
                String.valueOf(doors.port()),
                "--properties",
                properties.toString());
    }

    private Role coordinator(String id) {
        return farm(
                id,
                List.of("-Xmx128m"),
                "coordinator",
                "--bootstrap",
                doors.bootstrapOf(id),
                "--id",
                id,
                "--http-port",
                "0",
                "--store",
                "file:" + storeFolder());
    }

    private Role worker(String id, String redisUri) {
        return farm(
                id,
                List.of("-Xmx96m"),
                "worker",
                "--bootstrap",
                doors.bootstrapOf(id),
                "--id",
                id,
                "--redis",
                redisUri,
                "--pretend-ms",
                String.valueOf(settings.segment().toMillis()),
                "--pretend-famine",
                folder("famine").resolve(id).toString());
    }

    private Role stitcher(String id) {
        return farm(
                id,
                List.of("-Xmx192m"),
                "stitcher",
                "--bootstrap",
                doors.bootstrapOf(id),
                "--store",
                "file:" + storeFolder(),
                "--scratch",
                folder("scratch").toString(),
                "--keys",
                folder("keys").toString(),
                "--no-previews");
    }

    private Role farm(String name, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(settings.farm().get(0));
        command.addAll(options);
        // As in the images: who has no memory left makes room for another one.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(settings.farm().subList(1, settings.farm().size()));
        command.addAll(List.of(arguments));
        return role(name, command);
    }

    private Role role(String name, List<String> command) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("FARM_LOG_LEVEL", "INFO");
        environment.put("FARM_LOCK_SECONDS", String.valueOf(settings.lock().toSeconds()));
        environment.put("FARM_DATA", folder("data").toString());
        return new Role(name, command, environment, log(name), clock);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(settings.folder().resolve(name));
        } catch (IOException e) {
            throw new ChaosFailedException("cannot make a folder " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        all().toList().forEach(Role::close);
        doors.close();
        scratch.close();
        store.close();
    }
}
