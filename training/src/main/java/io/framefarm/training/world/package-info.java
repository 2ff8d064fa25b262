/** The synthetic world of the demo model: its scenes, their captions and their pictures. */
@NullMarked
package io.framefarm.training.world;

import org.jspecify.annotations.NullMarked;
