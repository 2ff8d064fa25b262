package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.CheckpointException;

/** An adapter and the strength it is applied with; 1 is the strength it was trained for. */
public record ScaledLora(String name, LoraFactors factors, double scale) {
    public ScaledLora {
        if (!Double.isFinite(scale)) {
            throw new CheckpointException("LoRA " + name + ": the scale is " + scale + ", but must be a finite number");
        }
    }
}
