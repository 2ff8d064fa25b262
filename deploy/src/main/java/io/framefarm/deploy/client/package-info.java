/** A producer's view of a farm: commands go in, the state of renders comes out. */
@NullMarked
package io.framefarm.deploy.client;

import org.jspecify.annotations.NullMarked;
