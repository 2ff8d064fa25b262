/** Runs the farm: the command line, and all roles in one process. */
@NullMarked
package io.framefarm.deploy;

import org.jspecify.annotations.NullMarked;
