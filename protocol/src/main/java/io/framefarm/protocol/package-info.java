/** What travels between the roles of the farm: messages, topics, limits and the validation of requests. */
@NullMarked
package io.framefarm.protocol;

import org.jspecify.annotations.NullMarked;
