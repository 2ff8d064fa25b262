/** Tokens of an OpenID Connect provider. */
@NullMarked
package io.framefarm.coordinator.http.oidc;

import org.jspecify.annotations.NullMarked;
