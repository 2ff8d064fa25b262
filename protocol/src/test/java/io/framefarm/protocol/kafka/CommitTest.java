package io.framefarm.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitTest {
    private final Recording producer = new Recording();

    @BeforeEach
    void begin() {
        producer.initTransactions();
        producer.beginTransaction();
    }

    @Test
    void everyRecordHasItsPlaceBeforeTheCommitIsAskedFor() {
        Future<RecordMetadata> record = producer.send(new ProducerRecord<>("results", "key", "value"));
        assertThat(record.isDone()).isFalse();

        Commit.of(producer);

        assertThat(producer.flushedBeforeCommit).isTrue();
        assertThat(record.isDone()).isTrue();
        assertThat(producer.transactionCommitted()).isTrue();
    }

    @Test
    void aTransactionThatCannotBeCommittedIsNotPassedOverInSilence() {
        producer.fenceProducer();

        assertThatThrownBy(() -> Commit.of(producer)).isInstanceOf(ProducerFencedException.class);
    }

    private static final class Recording extends MockProducer<String, String> {
        private boolean flushedBeforeCommit;

        Recording() {
            super(false, null, new StringSerializer(), new StringSerializer());
        }

        @Override
        public void commitTransaction() {
            flushedBeforeCommit = flushed();
            super.commitTransaction();
        }
    }
}
