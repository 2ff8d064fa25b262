/** How the processes of the farm log, and how their lines about a render are gathered. */
@NullMarked
package io.framefarm.deploy.log;

import org.jspecify.annotations.NullMarked;
