package io.framefarm.coordinator.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param id what limits are counted under
 * @param producer the only name under which it may send renders; empty when it may choose
 */
public record Caller(String id, Optional<String> producer, Set<Scope> scopes, Allowance allowance) {

    /** Whoever can reach a farm that is open to its own machine only. */
    public static final Caller ANYBODY =
            new Caller("anybody", Optional.empty(), EnumSet.allOf(Scope.class), Allowance.UNLIMITED);

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether renders of this producer are there for it. */
    public boolean sees(String owner) {
        return may(Scope.OPERATE) || (may(Scope.READ) && owns(owner));
    }

    /** Whether it may change renders of this producer. */
    public boolean changes(String owner) {
        return may(Scope.OPERATE) || (may(Scope.SUBMIT) && owns(owner));
    }

    private boolean owns(String owner) {
        return producer.isEmpty() || producer.get().equals(owner);
    }
}
