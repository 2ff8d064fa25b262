/** A farm behind its HTTP API. */
@NullMarked
package io.framefarm.deploy.client.http;

import org.jspecify.annotations.NullMarked;
