/** A whole farm in virtual time, with every fault there is and one seed per history: it must keep all its guarantees. */
@NullMarked
package io.framefarm.deploy.simulation;

import org.jspecify.annotations.NullMarked;
