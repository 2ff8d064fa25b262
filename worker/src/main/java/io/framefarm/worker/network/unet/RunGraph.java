package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.onnx.DataType;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;
import io.framefarm.worker.sampling.LinearStep;
import java.util.List;

/**
 * Several steps from noise towards a clean latent as one graph: the sample stays on the device between them, and what
 * the blocks make of time and text is computed once. All steps share the weights. Latents are in floats between the
 * predictions, and [batch, channels, frames, height, width].
 */
public final class RunGraph {
    /** Input: what the first step starts from. */
    public static final String SAMPLE = UNetGraph.SAMPLE;

    /** Input: [texts, tokens, contextWidth]. */
    public static final String ENCODER_HIDDEN_STATES = UNetGraph.ENCODER_HIDDEN_STATES;

    private final GraphBuilder graph;
    private final UNet unet;
    private final List<LinearStep> steps;

    private RunGraph(GraphBuilder graph, UNet unet, List<LinearStep> steps) {
        this.graph = graph;
        this.unet = unet;
        this.steps = steps;
    }

    /** The steps of a UNet with motion modules, without guides other than the text. */
    public static Graph videos(
            NetworkWeights<UNetConfig> weights,
            NetworkWeights<MotionConfig> motion,
            MotionNorm motionNorm,
            UNetInput size,
            List<LinearStep> steps,
            Operators operators) {
        if (size.imageFeatures() || size.residuals()) {
            throw new IllegalArgumentException("size: " + size + " (allowed: without image features and residuals)");
        }
        GraphBuilder graph = new GraphBuilder(operators);
        return new RunGraph(graph, UNet.ofVideos(graph, weights, motion, motionNorm, size), steps).build();
    }

    /** Input of each step that draws: fresh noise. */
    public static String noise(int step) {
        return "noise." + step;
    }

    /** Output of each step: what the next one starts from, or the result after the last. */
    public static String next(int step) {
        return "next." + step;
    }

    /** Output of each step: the clean latent as estimated then. */
    public static String clean(int step) {
        return "clean." + step;
    }

    private Graph build() {
        Value sample = unet.latents(SAMPLE);
        Told told = unet.told(timesteps());
        for (int i = 0; i < steps.size(); i++) {
            LinearStep step = steps.get(i);
            Value input = sample.mul(step.input()).as(graph.numbers());
            Value predicted = unet.predict(input, told, i).as(DataType.FLOAT);
            graph.output(clean(i), sum(step.clean(), sample, predicted));
            sample = sum(step.next(), sample, predicted);
            if (step.drawsNoise()) {
                sample = sample.add(unet.latents(noise(i)).mul(step.next().noise()));
            }
            graph.output(next(i), sample);
        }
        return graph.build();
    }

    private static Value sum(LinearStep.Weights weights, Value sample, Value predicted) {
        return sample.mul(weights.sample()).add(predicted.mul(weights.predicted()));
    }

    private Value timesteps() {
        float[] values = new float[steps.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = steps.get(i).timestep();
        }
        return graph.floatConstant("timesteps", Shape.of(values.length, 1), values);
    }
}
