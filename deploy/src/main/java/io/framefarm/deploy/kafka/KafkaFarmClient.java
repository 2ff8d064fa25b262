package io.framefarm.deploy.kafka;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FarmUnreachableException;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ProtobufSerializer;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.RenderCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Commands go to the topic of requests; how renders stand is read off the compacted topic of states. */
public final class KafkaFarmClient implements FarmClient {

    private static final Duration SEND_LIMIT = Duration.ofSeconds(15);

    private final KafkaCluster cluster;
    private final KafkaProducer<String, RenderCommand> producer;
    private final Optional<TraceContext> trace;

    private KafkaFarmClient(
            KafkaCluster cluster, KafkaProducer<String, RenderCommand> producer, Optional<TraceContext> trace) {
        this.cluster = cluster;
        this.producer = producer;
        this.trace = trace;
    }

    public static FarmClient connect(String bootstrap) {
        return connect(KafkaCluster.at(bootstrap));
    }

    public static FarmClient connect(KafkaCluster cluster) {
        return connect(cluster, Optional.empty());
    }

    /** Connects; what is sent is a part of the trace, if there is one. */
    public static FarmClient connect(KafkaCluster cluster, Optional<TraceContext> trace) {
        int limitMs = Math.toIntExact(SEND_LIMIT.toMillis());
        Map<String, Object> settings = cluster.client(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "farm-cli",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                limitMs,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                limitMs,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                limitMs));
        try {
            return new KafkaFarmClient(
                    cluster, new KafkaProducer<>(settings, new StringSerializer(), new ProtobufSerializer<>()), trace);
        } catch (KafkaException e) {
            throw unreachable(cluster, e);
        }
    }

    @Override
    public String send(RenderCommand command) {
        try {
            ProducerRecord<String, RenderCommand> record =
                    new ProducerRecord<>(Topics.REQUESTS.name(), command.getRenderId(), command);
            trace.ifPresent(context -> TraceHeader.put(record.headers(), context));
            producer.send(record).get();
            return command.getRenderId();
        } catch (ExecutionException e) {
            throw unreachable(cluster, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw unreachable(cluster, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FarmUnreachableException("interrupted while sending to " + cluster, e);
        }
    }

    @Override
    public StatusFeed statuses() {
        return KafkaStatusFeed.open(cluster);
    }

    @Override
    public List<LogLine> logs(String renderId) {
        return ReadLogs.of(cluster, renderId);
    }

    @Override
    public void close() {
        producer.close();
    }

    static FarmUnreachableException unreachable(KafkaCluster cluster, Throwable cause) {
        return new FarmUnreachableException(
                "the farm at " + cluster + " does not answer: " + reason(cause)
                        + " (is the address right, and does `farm doctor` find the topics?)",
                cause);
    }

    /** What went wrong, and what was behind it: a client that was not made says only that much itself. */
    private static String reason(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String behind = String.valueOf(root.getMessage());
        return reason.contains(behind) ? reason : reason + ": " + behind;
    }
}
