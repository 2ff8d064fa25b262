/** Who may ask for what, and for how much: scopes, keys, quotas and rates. Pure. */
@NullMarked
package io.framefarm.coordinator.access;

import org.jspecify.annotations.NullMarked;
