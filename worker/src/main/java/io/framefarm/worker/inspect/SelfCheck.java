package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.CheckpointException;

/** Something that must be so in a good file, and whether it is. */
public record SelfCheck(boolean holds, String what) {
    static SelfCheck fault(CheckpointException found) {
        return new SelfCheck(false, String.valueOf(found.getMessage()));
    }
}
