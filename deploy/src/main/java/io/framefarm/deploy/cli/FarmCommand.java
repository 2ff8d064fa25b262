package io.framefarm.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root: names the subcommands. */
@Command(
        name = "farm",
        version = "Framefarm 0.1.0",
        header = "Turns text into video on a farm of workers.",
        synopsisSubcommandLabel = "COMMAND",
        descriptionHeading = "%n",
        description = "The first thing to try: farm render examples/two-shots.yaml -o out.mp4",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the render failed or was cancelled",
            "2:the command line or the request is wrong; nothing was sent",
            "3:no farm was found, or its settings would lose work",
            "4:a fault of the farm itself",
            "5:what is said of a video does not hold"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  FARM_SERVER, FARM_API_KEY   the farm's HTTP address, as --server, and its key, as --api-key",
            "  FARM_BOOTSTRAP   Kafka cluster, as --bootstrap",
            "  FARM_KAFKA_CONFIG   client properties for TLS and SASL, as --kafka-config",
            "  FARM_DATA        data folder, as --data",
            "  FARM_KEYS        folder of the key that signs manifests, as --keys",
            "  FARM_LOCK_SECONDS   as --lock-seconds",
            "  FARM_LOG_LEVEL   DEBUG, INFO (default of what keeps running), WARN (default) or ERROR",
            "  FARM_MODELS      folder of model packs, as --models",
            "  FARM_METRICS_PORT, FARM_METRICS_HOST   as --metrics-port and --metrics-host",
            "  FARM_REDIS, FARM_REDIS_PASSWORD_FILE, FARM_REDIS_TRUST   as --redis and so on",
            "  FARM_STORE       video store, as --store",
            "  FARM_JAVA_OPTS   options for the JVM, such as -Xmx4g"
        })
final class FarmCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
