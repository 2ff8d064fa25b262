package io.framefarm.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.deploy.cli.FarmMain;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line starts with what {@code deploy/images/lay-out.sh} leaves of the libraries for each image. */
class ImageClassPathTest {

    private static final Predicate<String> IS_JAR = entry -> entry.endsWith(".jar");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stitcher", "worker"})
    void theCommandLineStartsWithTheLibrariesOfItsImage(String layer) throws IOException, InterruptedException {
        Path layout = folder.resolve("layout");
        assertThat(run(Map.of(), "bash", "images/lay-out.sh", built().toString(), layout.toString()))
                .isEmpty();

        String classPath = String.join(
                File.pathSeparator,
                entries(IS_JAR.negate()),
                layout.resolve("common/*").toString(),
                layout + "/" + layer + "/*");

        assertThat(run(Map.of("CLASSPATH", classPath), java(), FarmMain.class.getName(), "--version"))
                .startsWith("Framefarm ");
    }

    /** What the launcher and Maven leave in {@code target}; our own classes are not packed yet. */
    private Path built() throws IOException {
        Path built = Files.createDirectory(folder.resolve("built"));
        Files.writeString(built.resolve("farm.classpath"), entries(IS_JAR));
        new JarOutputStream(Files.newOutputStream(built.resolve("framefarm-deploy-0.jar"))).close();
        return built;
    }

    private static String entries(Predicate<String> which) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(which)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** What it says, when it has ended well. */
    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
