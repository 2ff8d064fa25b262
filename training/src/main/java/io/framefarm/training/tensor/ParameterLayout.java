package io.framefarm.training.tensor;

import io.framefarm.training.tensor.Parameter.Start;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The parameters of one or more networks in the order of declaration. */
public final class ParameterLayout {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    public static ParameterLayout joined(ParameterLayout... parts) {
        ParameterLayout whole = new ParameterLayout();
        for (ParameterLayout part : parts) {
            part.parameters.values().forEach(whole::declare);
        }
        return whole;
    }

    public void declare(Parameter parameter) {
        if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
            throw new IllegalArgumentException("parameter " + parameter.name() + " is declared twice");
        }
    }

    public void declare(String name, Start start, double spread, long... shape) {
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        declare(new Parameter(name, dimensions, start, spread));
    }

    public Collection<Parameter> parameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    /** The parameters with such names. */
    public ParameterLayout only(Predicate<String> names) {
        ParameterLayout part = new ParameterLayout();
        parameters.values().stream()
                .filter(parameter -> names.test(parameter.name()))
                .forEach(part::declare);
        return part;
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    public Parameter parameter(String name) {
        Parameter found = parameters.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no parameter " + name + " among " + parameters.size());
        }
        return found;
    }

    public long elements() {
        return parameters.values().stream().mapToLong(Parameter::elements).sum();
    }
}
