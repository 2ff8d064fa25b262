package io.framefarm.worker.engine.pack;

/**
 * A LoRA that belongs to a pack.
 *
 * @param name what recipes call it
 * @param scale applied unless a recipe says otherwise; 0 keeps it out
 */
public record PackLora(String name, PackFile file, float scale) {}
