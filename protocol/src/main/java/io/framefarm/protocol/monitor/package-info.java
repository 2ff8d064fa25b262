/** What every process of the farm shows to those who run it: metrics, whether it lives, and whether it works. */
@NullMarked
package io.framefarm.protocol.monitor;

import org.jspecify.annotations.NullMarked;
