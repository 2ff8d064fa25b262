package io.framefarm.deploy.cli;

import io.framefarm.coordinator.provenance.MalformedManifestException;
import io.framefarm.coordinator.provenance.PublicSigningKey;
import io.framefarm.coordinator.provenance.SignedManifest;
import io.framefarm.coordinator.provenance.VerifyVideo;
import io.framefarm.coordinator.provenance.VerifyVideo.Finding;
import io.framefarm.coordinator.provenance.VerifyVideo.Verdict;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FetchVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm verify}. */
@Command(
        description = {
            "Tells what holds of a video and the signed manifest beside it: that the file is the published one, that the"
                    + " manifest is as it was signed, by whom, and that the recipe in the file is the manifest's.",
            "Exit code 5 when something does not hold."
        })
final class VerifyFile implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "VIDEO", description = "The video file.")
    private Path video = Path.of("");

    @Option(names = "--manifest", paramLabel = "FILE", description = "The manifest (default: VIDEO.manifest.json).")
    private Optional<Path> manifest = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key of the farm that you trust (default: the one in the folder keys in --data).")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of model packs: compares their files with those that were used.")
    private Optional<Path> models = Optional.empty();

    @Mixin
    private final DataOption data = new DataOption();

    VerifyFile(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VideoFile.requireExists(video);
        Path beside = manifest.orElseGet(() -> FetchVideo.manifestOf(video));
        if (!Files.isRegularFile(beside)) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "there is no manifest " + beside + "; name it with --manifest");
        }
        try {
            SignedManifest signed = SignedManifest.read(Files.readAllBytes(beside));
            List<Finding> findings = VerifyVideo.check(video, signed, trusted(), models);
            findings.forEach(finding -> terminal.out().println(line(finding)));
            boolean fails = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAILS);
            return (fails ? ExitCode.DOES_NOT_HOLD : ExitCode.DONE).number();
        } catch (MalformedManifestException e) {
            throw new CommandFailedException(ExitCode.DOES_NOT_HOLD, beside + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private Optional<PublicSigningKey> trusted() throws IOException {
        return key.isPresent()
                ? Optional.of(PublicSigningKey.in(key.get()))
                : PublicSigningKey.ifIn(DataFolder.keysIn(data.folder()));
    }

    private static String line(Finding finding) {
        return switch (finding.verdict()) {
            case HOLDS -> "holds    " + finding.text();
            case FAILS -> "FAILS    " + finding.text();
            case UNKNOWN -> "unknown  " + finding.text();
        };
    }
}
