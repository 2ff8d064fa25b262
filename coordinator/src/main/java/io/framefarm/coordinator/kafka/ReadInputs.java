package io.framefarm.coordinator.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the records of each topic mean. */
final class ReadInputs {
    /** In the order in which one poll's records are applied: nothing orders topics, and a request explains its results. */
    static final List<TopicSpec> TOPICS =
            List.of(Topics.REQUESTS, Topics.WORKERS, Topics.DEAD_SEGMENTS, Topics.RESULTS, Topics.VIDEOS);

    private ReadInputs() {}

    /** Thrown for a record that is none of its topic's messages. */
    static final class BrokenRecordException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenRecordException(String message) {
            super(message);
        }
    }

    static FarmInput read(ConsumerRecord<String, byte[]> record) throws BrokenRecordException {
        byte[] value = record.value();
        if (value == null) {
            throw new BrokenRecordException("it is empty");
        }
        try {
            String topic = record.topic();
            if (topic.equals(Topics.REQUESTS.name())) {
                return command(RenderCommand.parseFrom(value));
            }
            if (topic.equals(Topics.WORKERS.name())) {
                return new FarmInput.HeartbeatReceived(WorkerHeartbeat.parseFrom(value));
            }
            if (topic.equals(Topics.DEAD_SEGMENTS.name())) {
                return new FarmInput.JobDeadLettered(SegmentJob.parseFrom(value));
            }
            return event(topic, FarmEvent.parseFrom(value));
        } catch (InvalidProtocolBufferException broken) {
            throw new BrokenRecordException("it is not the message expected there: " + broken.getMessage());
        }
    }

    private static FarmInput command(RenderCommand command) throws BrokenRecordException {
        if (!Limits.isName(command.getRenderId())) {
            throw new BrokenRecordException("it has no usable render_id");
        }
        return new FarmInput.CommandReceived(command);
    }

    /** Workers tell of segments and stitchers of videos: nobody can speak for the other. */
    private static FarmInput event(String topic, FarmEvent event) throws BrokenRecordException {
        boolean ofSegment = switch (event.getEventCase()) {
            case SEGMENT_STARTED, SEGMENT_RENDERED, SEGMENT_FAILED -> true;
            case VIDEO_PROGRESS, VIDEO_READY, VIDEO_FAILED, FRAMES_DAMAGED -> false;
            case EVENT_NOT_SET -> throw new BrokenRecordException("it says nothing");
        };
        if (ofSegment != topic.equals(Topics.RESULTS.name())) {
            throw new BrokenRecordException(event.getEventCase() + " is not for `" + topic + "` to tell");
        }
        return new FarmInput.EventReceived(event);
    }

    /** Where a record goes that cannot be used. */
    static TopicSpec deadLetters(String topic) {
        return topic.equals(Topics.REQUESTS.name()) ? Topics.DEAD_REQUESTS : Topics.DEAD_RESULTS;
    }
}
