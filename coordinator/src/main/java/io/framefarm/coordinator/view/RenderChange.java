package io.framefarm.coordinator.view;

import java.util.Optional;

/**
 * The last thing that happened to a render.
 *
 * @param offset in {@code status}
 * @param render empty when the farm has forgotten it
 */
public record RenderChange(long offset, String id, Optional<RenderView> render) {}
