package io.framefarm.training.tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The values of a layout's parameters, side by side in one flat buffer, so that optimizer, moving average and
 * files treat them as a single vector. Lives until the process ends.
 */
public final class Parameters implements Weights {
    private final ParameterLayout layout;
    private final Tensor flat; // [elements]
    private final Map<String, Tensor> views;

    private Parameters(ParameterLayout layout, Tensor flat) {
        this.layout = layout;
        this.flat = flat;
        this.views = views(layout, flat);
    }

    /** All zero. */
    public static Parameters zeros(ParameterLayout layout) {
        return new Parameters(layout, TensorScope.keep(torch.zeros(layout.elements())));
    }

    /** Drawn as the layout says. */
    public static Parameters initial(ParameterLayout layout, RandomGenerator random) {
        Parameters parameters = zeros(layout);
        for (Parameter parameter : layout.parameters()) {
            parameters.set(parameter.name(), draw(parameter, random));
        }
        return parameters;
    }

    /** The values of {@code source} under the names of {@code layout}. */
    public static Parameters from(ParameterLayout layout, Map<String, float[]> source) {
        Parameters parameters = zeros(layout);
        for (Parameter parameter : layout.parameters()) {
            float[] values = source.get(parameter.name());
            if (values == null) {
                throw new IllegalArgumentException("no tensor " + parameter.name() + " among " + source.size());
            }
            parameters.set(parameter.name(), values);
        }
        return parameters;
    }

    /** The values of all parts side by side. */
    public static Parameters joined(Parameters... parts) {
        Parameters whole = zeros(ParameterLayout.joined(
                Arrays.stream(parts).map(Parameters::layout).toArray(ParameterLayout[]::new)));
        for (Parameters part : parts) {
            part.values().forEach(whole::set);
        }
        return whole;
    }

    public Parameters copy() {
        return new Parameters(layout, TensorScope.keep(flat.clone()));
    }

    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Tensor get(String name) {
        Tensor view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no parameter " + name + " among " + views.size());
        }
        return view;
    }

    public void set(String name, float[] values) {
        Parameter parameter = layout.parameter(name);
        if (parameter.elements() != values.length) {
            throw new IllegalArgumentException(
                    "parameter " + name + " has " + parameter.elements() + " elements, found " + values.length);
        }
        TensorScope.within(() -> {
            get(name).copy_(Floats.tensor(values, parameter.dimensions()));
        });
    }

    /** Moves every value towards {@code goal}: {@code share} 0 leaves it, 1 replaces it. */
    public void approach(Parameters goal, double share) {
        TensorScope.within(() -> {
            flat.lerp_(goal.flat, new Scalar(share));
        });
    }

    public Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        TensorScope.within(() -> views.forEach((name, view) -> values.put(name, Floats.array(view))));
        return values;
    }

    public float[] values(String name) {
        return TensorScope.within(() -> Floats.array(get(name)));
    }

    Tensor flat() {
        return flat;
    }

    static Map<String, Tensor> views(ParameterLayout layout, Tensor flat) {
        Map<String, Tensor> views = new LinkedHashMap<>();
        long offset = 0;
        for (Parameter parameter : layout.parameters()) {
            Tensor slice = flat.narrow(0, offset, parameter.elements());
            views.put(
                    parameter.name(),
                    TensorScope.keep(slice.view(parameter.dimensions()).detach()));
            offset += parameter.elements();
        }
        return views;
    }

    private static float[] draw(Parameter parameter, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(parameter.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float)
                    switch (parameter.start()) {
                        case CONSTANT -> parameter.spread();
                        case UNIFORM -> parameter.spread() * (2 * random.nextDouble() - 1);
                        case NORMAL -> parameter.spread() * random.nextGaussian();
                    };
        }
        return values;
    }
}
