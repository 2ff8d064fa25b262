/** The farm as people look at it: how every render stands and which workers live, read off the topics by anybody. */
@NullMarked
package io.framefarm.coordinator.view;

import org.jspecify.annotations.NullMarked;
