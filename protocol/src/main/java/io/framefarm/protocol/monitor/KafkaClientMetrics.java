package io.framefarm.protocol.monitor;

import io.prometheus.client.Collector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What the Kafka clients of this process say of themselves through JMX, added up over clients of a kind, because client
 * ids are no labels. A sum never falls: what a client that is gone has counted stays in it.
 */
final class KafkaClientMetrics extends Collector {

    private static final Set<String> KINDS = Set.of("producer", "consumer", "admin");

    private static final List<Source> SOURCES = List.of(
            Source.ofEveryClient("incoming-byte-total", "received_bytes_total", "Bytes received from brokers."),
            Source.ofEveryClient("outgoing-byte-total", "sent_bytes_total", "Bytes sent to brokers."),
            Source.ofEveryClient("request-total", "requests_total", "Requests sent to brokers."),
            Source.ofEveryClient(
                    "failed-authentication-total",
                    "failed_authentications_total",
                    "Connections refused for their credentials."),
            Source.ofProducers("record-send-total", "records_sent_total", "Records that producers sent."),
            Source.ofProducers("record-error-total", "record_errors_total", "Records that producers gave up on."),
            Source.ofProducers("record-retry-total", "record_retries_total", "Records that producers sent again."),
            Source.ofConsumers("records-consumed-total", "records_consumed_total", "Records that consumers took."));

    private static final Metric CONNECTIONS = new Metric(
            "framefarm_kafka_client_connections", Metric.Kind.GAUGE, "Open connections to brokers.", List.of("client"));

    private final MBeanServer beans;
    private final Map<String, Double> lastOfClient = new HashMap<>();
    private final Map<Source, Map<String, Double>> sums = new HashMap<>();

    /** One attribute of one kind of bean; {@code suffix} names those whose key {@code type} ends in it. */
    private record Source(Set<String> kinds, String suffix, String attribute, Metric metric) {

        static Source ofEveryClient(String attribute, String name, String help) {
            return of(KINDS, "-metrics", attribute, name, help);
        }

        static Source ofProducers(String attribute, String name, String help) {
            return of(Set.of("producer"), "-metrics", attribute, name, help);
        }

        static Source ofConsumers(String attribute, String name, String help) {
            return of(Set.of("consumer"), "-fetch-manager-metrics", attribute, name, help);
        }

        private static Source of(Set<String> kinds, String suffix, String attribute, String name, String help) {
            Metric metric = new Metric("framefarm_kafka_client_" + name, Metric.Kind.COUNTER, help, List.of("client"));
            return new Source(kinds, suffix, attribute, metric);
        }
    }

    private KafkaClientMetrics(MBeanServer beans) {
        this.beans = beans;
    }

    static void addTo(Metrics metrics) {
        addTo(metrics, ManagementFactory.getPlatformMBeanServer());
    }

    static void addTo(Metrics metrics, MBeanServer beans) {
        List<Metric> described =
                new ArrayList<>(SOURCES.stream().map(Source::metric).toList());
        described.add(CONNECTIONS);
        metrics.collector(new KafkaClientMetrics(beans), described);
    }

    @Override
    public synchronized List<MetricFamilySamples> collect() {
        Set<ObjectName> names = clientBeans();
        List<MetricFamilySamples> families = new ArrayList<>();
        for (Source source : SOURCES) {
            Map<String, Double> sum = sums.computeIfAbsent(source, any -> new TreeMap<>());
            names.stream().filter(name -> isOf(name, source)).forEach(name -> add(name, source, sum));
            families.add(family(source.metric(), Type.COUNTER, sum));
        }
        families.add(family(CONNECTIONS, Type.GAUGE, connections(names)));
        return families;
    }

    private Map<String, Double> connections(Set<ObjectName> names) {
        Map<String, Double> open = new TreeMap<>();
        for (ObjectName name : names) {
            if (name.getKeyProperty("type").equals(type(kind(name)) + "-metrics")) {
                open.merge(kind(name), read(name, "connection-count"), Double::sum);
            }
        }
        return open;
    }

    private void add(ObjectName name, Source source, Map<String, Double> sum) {
        double now = read(name, source.attribute());
        String key = source.attribute() + " of " + name;
        double before = lastOfClient.getOrDefault(key, 0.0);
        lastOfClient.put(key, now);
        // A client that was closed and made again under the same id counts from zero.
        sum.merge(kind(name), now >= before ? now - before : now, Double::sum);
    }

    private static MetricFamilySamples family(Metric metric, Type type, Map<String, Double> values) {
        List<MetricFamilySamples.Sample> samples = values.entrySet().stream()
                .map(value -> new MetricFamilySamples.Sample(
                        metric.name(), metric.labels(), List.of(value.getKey()), value.getValue()))
                .toList();
        return new MetricFamilySamples(metric.name(), type, metric.help(), samples);
    }

    private static boolean isOf(ObjectName name, Source source) {
        String kind = kind(name);
        return source.kinds().contains(kind)
                && name.getKeyProperty("type").equals(type(kind) + source.suffix())
                && name.getKeyProperty("topic") == null;
    }

    /** What names of types begin with. */
    private static String type(String kind) {
        return kind.equals("admin") ? "admin-client" : kind;
    }

    /** {@code kafka.admin.client}, {@code kafka.consumer}, {@code kafka.producer}. */
    private static String kind(ObjectName name) {
        return name.getDomain().split("\\.", -1)[1];
    }

    private Set<ObjectName> clientBeans() {
        try {
            Set<ObjectName> names = beans.queryNames(new ObjectName("kafka.*:type=*,client-id=*,*"), null);
            names.removeIf(name -> !KINDS.contains(kind(name)));
            return names;
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("the pattern of Kafka's beans is wrong", e);
        }
    }

    /** Zero for what is gone by now, or has not been measured: Kafka says NaN then. */
    private double read(ObjectName name, String attribute) {
        try {
            return beans.getAttribute(name, attribute) instanceof Number number && Double.isFinite(number.doubleValue())
                    ? number.doubleValue()
                    : 0;
        } catch (JMException e) {
            return 0;
        }
    }
}
