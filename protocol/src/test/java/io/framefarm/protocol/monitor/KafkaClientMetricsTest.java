package io.framefarm.protocol.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaClientMetricsTest {

    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    private final Metrics metrics = new Metrics(new CollectorRegistry());

    @BeforeEach
    void bridge() {
        KafkaClientMetrics.addTo(metrics, beans);
    }

    @Test
    void theClientsOfAKindAreAddedUp() throws Exception {
        client("kafka.producer:type=producer-metrics,client-id=a", Map.of("record-send-total", 3.0));
        client("kafka.producer:type=producer-metrics,client-id=b", Map.of("record-send-total", 4.0));

        assertThat(value("framefarm_kafka_client_records_sent_total", "producer"))
                .isEqualTo(7);
    }

    @Test
    void aTopicsShareOfAConsumersRecordsIsNotCountedTwice() throws Exception {
        client("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=a", Map.of("records-consumed-total", 5.0));
        client(
                "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=a,topic=frames",
                Map.of("records-consumed-total", 5.0));

        assertThat(value("framefarm_kafka_client_records_consumed_total", "consumer"))
                .isEqualTo(5);
    }

    @Test
    void theSumDoesNotFallWhenAClientIsReplaced() throws Exception {
        ObjectName name = client("kafka.producer:type=producer-metrics,client-id=a", Map.of("request-total", 9.0));
        assertThat(value("framefarm_kafka_client_requests_total", "producer")).isEqualTo(9);

        beans.unregisterMBean(name);
        assertThat(value("framefarm_kafka_client_requests_total", "producer")).isEqualTo(9);

        client("kafka.producer:type=producer-metrics,client-id=a", Map.of("request-total", 2.0));
        assertThat(value("framefarm_kafka_client_requests_total", "producer")).isEqualTo(11);
    }

    @Test
    void connectionsAreThoseOpenNow() throws Exception {
        client("kafka.admin.client:type=admin-client-metrics,client-id=a", Map.of("connection-count", 2.0));
        client("kafka.consumer:type=consumer-metrics,client-id=b", Map.of("connection-count", Double.NaN));

        assertThat(value("framefarm_kafka_client_connections", "admin")).isEqualTo(2);
        assertThat(value("framefarm_kafka_client_connections", "consumer")).isZero();
    }

    @Test
    void beansOfABrokerInTheSameProcessAreLeftAlone() throws Exception {
        client("kafka.server:type=socket-server-metrics,client-id=a", Map.of("connection-count", 2.0));

        assertThat(value("framefarm_kafka_client_connections", "server")).isNull();
    }

    private Double value(String metric, String client) {
        return metrics.registry().getSampleValue(metric, new String[] {"client"}, new String[] {client});
    }

    private ObjectName client(String name, Map<String, Double> attributes) throws Exception {
        return beans.registerMBean(new FakeBean(new ConcurrentHashMap<>(attributes)), new ObjectName(name))
                .getObjectName();
    }

    private record FakeBean(Map<String, Double> attributes) implements DynamicMBean {

        @Override
        public Object getAttribute(String attribute) throws AttributeNotFoundException {
            Double value = attributes.get(attribute);
            if (value == null) {
                throw new AttributeNotFoundException(attribute);
            }
            return value;
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            return new MBeanInfo(FakeBean.class.getName(), "a Kafka client", null, null, null, null);
        }

        @Override
        public void setAttribute(Attribute attribute) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList setAttributes(AttributeList values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException();
        }
    }
}
