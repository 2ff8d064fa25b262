package io.framefarm.coordinator.metrics;

import io.framefarm.protocol.Limits;
import java.util.Set;

/**
 * Groups producers, who are too many to be told apart in metrics: a producer named {@code CLASS.anything} is of that
 * class, if it is one of these; all others are {@code other}.
 *
 * @param names up to 20
 */
public record ProducerClasses(Set<String> names) {
    public static final String OTHER = "other";
    public static final ProducerClasses NONE = new ProducerClasses(Set.of());

    private static final int MOST = 20;

    public ProducerClasses {
        names = Set.copyOf(names);
        if (names.size() > MOST) {
            throw new IllegalArgumentException("producer classes: " + names.size() + " (allowed: up to " + MOST + ")");
        }
        names.forEach(name -> Limits.requireName("producer class", name));
    }

    String of(String producer) {
        int end = producer.indexOf('.');
        String name = end < 0 ? producer : producer.substring(0, end);
        return names.contains(name) ? name : OTHER;
    }
}
