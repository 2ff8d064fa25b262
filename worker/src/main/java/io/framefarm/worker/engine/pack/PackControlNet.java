package io.framefarm.worker.engine.pack;

/**
 * A ControlNet that belongs to a pack.
 *
 * @param name what recipes call it
 * @param scale how strong it is unless a recipe says otherwise
 */
public record PackControlNet(String name, PackFile file, float scale) {}
