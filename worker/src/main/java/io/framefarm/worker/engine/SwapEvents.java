package io.framefarm.worker.engine;

import java.time.Duration;

/** Hears of networks that had to be made ready before they could run. Called on rendering threads: be quick. */
public interface SwapEvents {

    SwapEvents IGNORED = (what, took) -> {};

    void swapped(Swap what, Duration took);

    /** Why a network was not ready. */
    enum Swap {
        /** It is of a model of which it was not loaded at all. */
        MODEL,
        /** It was loaded with other LoRAs. */
        LORA,
        /** It was loaded for another size. */
        SIZE
    }
}
