/** Ways out of the farm, to addresses that others name: none leads into the network that the farm stands in. */
@NullMarked
package io.framefarm.coordinator.outbound;

import org.jspecify.annotations.NullMarked;
