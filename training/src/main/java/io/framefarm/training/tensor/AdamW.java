package io.framefarm.training.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101) after clipping the gradient's norm. */
public final class AdamW {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.99;
    private static final double EPSILON = 1e-8;
    private static final double LARGEST_NORM = 1;

    private final Parameters parameters;
    private final Parameters mean;
    private final Parameters square;
    private final double weightDecay;

    /** {@code mean} and {@code square} are the running moments, all zero for a new run. */
    public AdamW(Parameters parameters, Parameters mean, Parameters square, double weightDecay) {
        this.parameters = parameters;
        this.mean = mean;
        this.square = square;
        this.weightDecay = weightDecay;
    }

    /**
     * Takes step number {@code step}, counted from 1, and clears the gradient.
     *
     * @param summed how many replicas' gradients were joined
     * @return the norm of the averaged gradient before clipping
     */
    public double step(Replica replica, int summed, long step, double learningRate) {
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor gradient = replica.gradient();
            double norm = gradient.norm().item_double() / summed;
            if (!Double.isFinite(norm)) {
                throw new ArithmeticException("the gradient at step " + step + " is not finite");
            }
            gradient.mul_(new Scalar(Math.min(1, LARGEST_NORM / norm) / summed));
            update(gradient, step, learningRate);
            replica.clear();
            return norm;
        }));
    }

    private void update(Tensor gradient, long step, double learningRate) {
        mean.flat().lerp_(gradient, new Scalar(1 - MEAN_DECAY));
        square.flat().mul_(new Scalar(SQUARE_DECAY)).addcmul_(gradient, gradient, new Scalar(1 - SQUARE_DECAY));
        double meanCorrection = 1 - Math.pow(MEAN_DECAY, (double) step);
        double squareCorrection = 1 - Math.pow(SQUARE_DECAY, (double) step);
        Tensor deviation =
                square.flat().div(new Scalar(squareCorrection)).sqrt_().add_(new Scalar(EPSILON));
        parameters.flat().mul_(new Scalar(1 - learningRate * weightDecay));
        parameters.flat().addcdiv_(mean.flat(), deviation, new Scalar(-learningRate / meanCorrection));
    }
}
