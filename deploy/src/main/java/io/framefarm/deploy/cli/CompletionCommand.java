package io.framefarm.deploy.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm completion}. */
@Command(
        description = {
            "Prints a script that lets a shell complete farm's commands and options.",
            "For this shell: source <(farm completion bash). zsh takes the same script after"
                    + " autoload -U +X bashcompinit && bashcompinit."
        })
final class CompletionCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", defaultValue = "bash", description = "bash or zsh (default: bash).")
    private Shell shell = Shell.BASH;

    /** Shells that read the script. */
    enum Shell {
        BASH,
        ZSH
    }

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (shell == Shell.ZSH) {
            terminal.out().println("autoload -U +X bashcompinit && bashcompinit");
        }
        terminal.out().println(AutoComplete.bash("farm", spec.root().commandLine()));
    }
}
