/** What happens to pixels before they are encoded and after they are decoded. */
@NullMarked
package io.framefarm.worker.image;

import org.jspecify.annotations.NullMarked;
