/** Proves a single render, after the fact, from what lies on the topics and in the store. */
@NullMarked
package io.framefarm.deploy.audit;

import org.jspecify.annotations.NullMarked;
