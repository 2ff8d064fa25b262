package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.SegmentJob;

/**
 * One delivery of a job to this worker.
 *
 * @param count how often the queue has delivered this job, this time included; starts at 1
 */
public record Delivery(SegmentJob job, int count) {

    public Delivery {
        if (count < 1) {
            throw new IllegalArgumentException("count: " + count + " is below 1");
        }
    }
}
