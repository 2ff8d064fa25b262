package io.framefarm.coordinator.access;

import io.framefarm.protocol.Limits;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are taken besides keys.
 *
 * @param issuer of the tokens; what it publishes at {@code /.well-known/openid-configuration} names its keys
 * @param audience for which the tokens must have been made
 * @param producerClaim which of their claims names the producer
 * @param allowance of each such producer
 */
public record OidcSettings(String issuer, String audience, String producerClaim, Allowance allowance) {
    public static final String DEFAULT_PRODUCER_CLAIM = "sub";

    /** Scopes of tokens are for many services: ours begin with this. */
    private static final String SCOPE_PREFIX = "framefarm:";

    public OidcSettings {
        URI uri = URI.create(issuer);
        boolean secured = "https".equals(uri.getScheme()) && uri.getHost() != null;
        boolean here = "http".equals(uri.getScheme()) && uri.getHost() != null && Addresses.isLoopback(uri.getHost());
        if (!secured && !here) {
            throw new IllegalArgumentException("http-oidc-issuer: `" + issuer + "` is no https address");
        }
        if (audience.isBlank() || producerClaim.isBlank()) {
            throw new IllegalArgumentException("http-oidc-audience: empty (allowed: what tokens for this farm carry)");
        }
    }

    /** Where the issuer says what it is. */
    public String discovery() {
        return issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration";
    }

    /**
     * Whoever has such a token; empty when nothing of it is meant for a farm.
     *
     * @param producer what the claim says
     * @param granted all scopes of the token
     */
    public Optional<Caller> caller(String producer, Collection<String> granted) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if (granted.contains(SCOPE_PREFIX + scope.text())) {
                scopes.add(scope);
            }
        }
        return scopes.isEmpty() || !Limits.isName(producer)
                ? Optional.empty()
                : Optional.of(new Caller("oidc:" + producer, Optional.of(producer), scopes, allowance));
    }
}
