package io.framefarm.worker.runtime;

/** Hears on the calling thread when ONNX Runtime begins to run a network and when it is through; runs may overlap. */
public interface RunListener {

    RunListener IGNORED = new RunListener() {
        @Override
        public void began() {}

        @Override
        public void ended() {}
    };

    void began();

    /** Comes after each beginning, however the run ended. */
    void ended();
}
