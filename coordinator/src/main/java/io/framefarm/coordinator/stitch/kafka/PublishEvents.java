package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.coordinator.stitch.StitchEvents;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what stitching tells the farm on the topic `videos`. */
final class PublishEvents implements StitchEvents, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishEvents.class);

    private final Producer<byte[], byte[]> producer;
    private final StitchTraces traces;

    PublishEvents(Producer<byte[], byte[]> producer, StitchTraces traces) {
        this.producer = producer;
        this.traces = traces;
    }

    @Override
    public void progress(VideoProgress progress) {
        var unused = producer.send(
                record(progress.getRenderId(), FarmEvent.newBuilder().setVideoProgress(progress)),
                (metadata, problem) -> {
                    if (problem != null) {
                        LOG.warn("Progress of render {} was not told", progress.getRenderId(), problem);
                    }
                });
    }

    @Override
    public void ready(VideoReady ready) throws IOException {
        sendForSure(ready.getRenderId(), FarmEvent.newBuilder().setVideoReady(ready));
        traces.ended(ready.getRenderId(), Optional.empty());
    }

    @Override
    public void failed(VideoFailed failed) throws IOException {
        sendForSure(failed.getRenderId(), FarmEvent.newBuilder().setVideoFailed(failed));
        traces.ended(failed.getRenderId(), Optional.of(failed.getFailure().getMessage()));
    }

    @Override
    public void damaged(FramesDamaged damaged) throws IOException {
        sendForSure(damaged.getRef().getRenderId(), FarmEvent.newBuilder().setFramesDamaged(damaged));
    }

    private void sendForSure(String renderId, FarmEvent.Builder event) throws IOException {
        try {
            Future<RecordMetadata> sent = producer.send(record(renderId, event));
            sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while telling of render " + renderId);
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            throw new IOException("cannot tell of render " + renderId + " on `" + Topics.VIDEOS.name() + "`", e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(String renderId, FarmEvent.Builder event) {
        byte[] key = renderId.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.VIDEOS.name(), key, event.build().toByteArray());
        traces.mark(renderId, record.headers());
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
