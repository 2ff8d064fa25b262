package io.framefarm.deploy.cli;

import io.framefarm.worker.inspect.DownloadProgress;
import java.nio.file.Path;
import java.util.Locale;

/** One line for each file, redrawn at every per cent on a screen and written at every tenth into a log. */
final class PullProgress implements DownloadProgress {
    private static final int BAR_CHARS = 30;
    private static final long MEBIBYTE = 1 << 20;

    private final Terminal terminal;
    private Path shownTarget = Path.of("");
    private long shownStep = -1;

    PullProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(Path target, long doneBytes, long totalBytes) {
        long percent = totalBytes > 0 ? doneBytes * 100 / totalBytes : 0;
        long unknown = doneBytes / (16 * MEBIBYTE);
        long step = totalBytes > 0 ? percent / (terminal.interactive() ? 1 : 10) : unknown;
        boolean newTarget = !target.equals(shownTarget);
        if (!newTarget && step == shownStep) {
            return;
        }
        if (newTarget) {
            finish();
        }
        shownTarget = target;
        shownStep = step;
        String line = line(target, doneBytes, totalBytes, (int) percent);
        if (terminal.interactive()) {
            terminal.err().print("\r" + line);
        } else {
            terminal.err().println(line);
        }
    }

    /** Ends the line of the last file. */
    void finish() {
        if (terminal.interactive() && shownStep >= 0) {
            terminal.err().println();
        }
    }

    private static String line(Path target, long doneBytes, long totalBytes, int percent) {
        String name = String.valueOf(target.getFileName());
        if (totalBytes <= 0) {
            return String.format(Locale.ROOT, "%s %,d MiB", name, doneBytes / MEBIBYTE);
        }
        int filled = percent * BAR_CHARS / 100;
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3d %% of %,d MiB",
                name,
                "#".repeat(filled),
                ".".repeat(BAR_CHARS - filled),
                percent,
                totalBytes / MEBIBYTE);
    }
}
