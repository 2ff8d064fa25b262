package io.framefarm.worker.engine.pack;

/** A textual inversion and the word that calls for it. */
public record PackEmbedding(String trigger, PackFile file) {}
