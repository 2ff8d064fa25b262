/** What all routes share: reading what was asked, answering, and problems. */
@NullMarked
package io.framefarm.coordinator.http.exchange;

import org.jspecify.annotations.NullMarked;
