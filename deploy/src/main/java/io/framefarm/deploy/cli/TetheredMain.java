package io.framefarm.deploy.cli;

import java.io.IOException;

/** {@code farm} for processes that must not outlive who started them: ends with its standard input. */
public final class TetheredMain {

    private TetheredMain() {}

    public static void main(String[] args) {
        Thread tether = new Thread(TetheredMain::endWithInput, "tether");
        tether.setDaemon(true);
        tether.start();
        FarmMain.main(args);
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException gone) {
            System.err.println("farm: whoever started this process is gone: " + gone.getMessage());
        }
        Runtime.getRuntime().halt(ExitCode.BUG.number());
    }
}
