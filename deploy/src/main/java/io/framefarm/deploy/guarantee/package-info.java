/** What the farm promises, as objects that watch any farm: a simulated one, one under chaos, or one that is audited. */
@NullMarked
package io.framefarm.deploy.guarantee;

import org.jspecify.annotations.NullMarked;
