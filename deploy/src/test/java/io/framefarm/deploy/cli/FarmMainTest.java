package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands against a fake farm: what is sent, what is printed, and the exit code. */
class FarmMainTest {

    private final FakeFarm farm = new FakeFarm();
    private final FarmShell shell = new FarmShell(cluster -> farm);

    @TempDir
    Path folder;

    private Path redBall() throws IOException {
        return Files.writeString(folder.resolve("request.yaml"), """
            model: demo
            width: 64
            height: 64
            shots:
              - prompt: a red ball rolls
                frames: 16
            """);
    }

    @Test
    void submitSendsTheRequestAndPrintsTheId() throws IOException {
        Path request = redBall();

        assertThat(shell.run("submit", request.toString(), "-b", "fake:1")).isZero();

        assertThat(farm.sent).singleElement().satisfies(command -> {
            assertThat(command.getRenderId()).isEqualTo(shell.printed().strip());
            assertThat(command.getSubmit().getShots(0).getPrompt()).isEqualTo("a red ball rolls");
            assertThat(command.getSubmit().getProducer()).isNotEmpty();
        });
    }

    @Test
    void anyRequestCanBeSentAsADraft() throws IOException {
        Path request = redBall();

        assertThat(shell.run("submit", request.toString(), "-b", "fake:1")).isZero();
        assertThat(shell.run("submit", request.toString(), "-b", "fake:1", "--draft"))
                .isZero();

        assertThat(farm.sent)
                .extracting(command -> command.getSubmit().getDraft())
                .containsExactly(false, true);
    }

    @Test
    void aVideoIsRenderedAgainAsItsRecipeSaysOrNotAtAll() {
        assertThat(shell.run("render", "--from", "a.mp4", "--draft", "-o", "b.mp4", "-b", "fake:1"))
                .isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("--draft: goes with a request");
        assertThat(farm.sent).isEmpty();
    }

    @Test
    void aRequestWithProblemsIsNotSentAndEachFieldIsNamed() throws IOException {
        Path request = Files.writeString(folder.resolve("request.yaml"), """
            model: demo
            width: 65
            height: 64
            shots:
              - prompt: a red ball rolls
                frames: 0
            """);

        assertThat(shell.run("submit", request.toString(), "-b", "fake:1")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("2 problems", "width", "shots[0].frames");
        assertThat(farm.sent).isEmpty();
    }

    @Test
    void aPlanIsShownWithoutAFarm() throws IOException {
        Path request = Files.writeString(folder.resolve("request.yaml"), """
            model: demo
            width: 64
            height: 64
            sampling: {steps: 4}
            shots:
              - prompt: a red ball rolls
                frames: 28
                continuity: overlap
            """);

        assertThat(shell.run("plan", request.toString())).isZero();
        assertThat(shell.printed())
                .contains("1 shot, 28 frames (video: 28), 3 jobs", "shot 0: 28 frames, overlap, 4 steps: 3 segments")
                .containsPattern("2 +blend, \\+2 +window 6-21 +frames 10-17 +needs 0, 1");
        shell.clear();
        assertThat(shell.run("plan", request.toString(), "--json")).isZero();
        assertThat(shell.printed()).contains("\"jobs\":3", "\"continuity\":\"CONTINUITY_OVERLAP\"", "\"needs\":[0,1]");
        assertThat(farm.sent).isEmpty();
    }

    @Test
    void completionNamesTheCommandsForTheShell() {
        assertThat(shell.run("completion", "bash")).isZero();

        assertThat(shell.printed()).contains("complete -F _complete_farm", "priority", "webhooks", "--server");
    }

    @Test
    void aVideoWithoutARecipeIsNotRenderedAgain() throws IOException {
        Path video = Files.writeString(folder.resolve("holiday.mp4"), "no video");

        assertThat(shell.run("render", "--from", video.toString(), "-o", "out.mp4", "-b", "fake:1"))
                .isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("holiday.mp4");
        assertThat(farm.sent).isEmpty();
    }

    @Test
    void aVideoWithoutAManifestCannotBeVerified() throws IOException {
        Path video = Files.writeString(folder.resolve("holiday.mp4"), "no video");

        assertThat(shell.run("verify", video.toString())).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("no manifest", "holiday.mp4.manifest.json");
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertThat(shell.run("list", "--server", "nowhere")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("--server", "nowhere");
    }

    @Test
    void aPriorityBeyondTheLimitIsNotSent() {
        farm.knows(RenderStatus.newBuilder().setRenderId("r1").setState(RenderState.RENDER_STATE_QUEUED));

        assertThat(shell.run("priority", "r1", "500", "-b", "fake:1")).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(shell.run("priority", "r1", "7", "-b", "fake:1")).isZero();

        assertThat(farm.sent)
                .singleElement()
                .satisfies(command ->
                        assertThat(command.getChangePriority().getPriority()).isEqualTo(7));
    }

    @Test
    void anImageBesideTheRequestGoesToTheStoreAndItsHashToTheFarm() {
        assertThat(shell.run(
                        "submit",
                        "../examples/from-a-picture/request.yaml",
                        "-b",
                        "fake:1",
                        "--store",
                        "file:" + folder.resolve("videos")))
                .isZero();

        assertThat(farm.sent).singleElement().satisfies(command -> {
            String image = command.getSubmit().getShots(0).getStart().getImages(0);
            assertThat(image).matches("inputs/[0-9a-f]{64}\\.png");
            assertThat(folder.resolve("videos").resolve(image)).exists();
        });
    }

    @Test
    void anImageThatCannotBeTakenIsNamedByItsFieldAndLine() throws IOException {
        Path request = Files.writeString(folder.resolve("request.yaml"), """
                model: demo
                width: 64
                height: 64
                shots:
                  - prompt: a red ball rolls
                    frames: 16
                    image: ./request.yaml
                """);

        assertThat(shell.run(
                        "submit", request.toString(), "-b", "fake:1", "--store", "file:" + folder.resolve("videos")))
                .isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints())
                .contains("shots[0].image (line 7): is no image that can be read (allowed: PNG and JPEG)");
        assertThat(farm.sent).isEmpty();
    }

    @Test
    void aRequestThatDoesNotExistIsNamed() {
        assertThat(shell.run("submit", "nowhere.yaml", "-b", "fake:1")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("no file nowhere.yaml");
    }

    @Test
    void withoutAFarmTheFixIsNamed() {
        assertThat(shell.run("list", "--data", folder.toString())).isEqualTo(ExitCode.NO_FARM.number());

        assertThat(shell.complaints()).contains("farm serve", "--bootstrap");
    }

    @ParameterizedTest
    @CsvSource({"cancel, CANCEL", "pause, PAUSE", "resume, RESUME"})
    void aRenderIsSteeredByTheBeginningOfItsId(String command, RenderCommand.CommandCase expected) {
        farm.knows(render("abc123", RenderState.RENDER_STATE_RENDERING))
                .knows(render("xyz789", RenderState.RENDER_STATE_QUEUED));

        assertThat(shell.run(command, "abc", "-b", "fake:1")).isZero();

        assertThat(farm.sent).singleElement().satisfies(sent -> {
            assertThat(sent.getRenderId()).isEqualTo("abc123");
            assertThat(sent.getCommandCase()).isEqualTo(expected);
        });
    }

    @Test
    void anAmbiguousBeginningOfAnIdIsRefused() {
        farm.knows(render("abc1", RenderState.RENDER_STATE_QUEUED))
                .knows(render("abc2", RenderState.RENDER_STATE_QUEUED));

        assertThat(shell.run("cancel", "abc", "-b", "fake:1")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("2 renders", "`abc`");
        assertThat(farm.sent).isEmpty();
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        farm.knows(render("abc1", RenderState.RENDER_STATE_DONE));

        assertThat(shell.run("cancel", "abc1", "-b", "fake:1")).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("abc1 has ended already: it is done");
    }

    @Test
    void onlyWhatHasFailedIsTriedAgain() {
        farm.knows(render("bad1", RenderState.RENDER_STATE_FAILED))
                .knows(render("good1", RenderState.RENDER_STATE_DONE));

        assertThat(shell.run("retry", "good1", "-b", "fake:1")).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(shell.complaints()).contains("good1 has not failed: it is done");
        assertThat(shell.run("retry", "bad1", "-b", "fake:1")).isZero();

        assertThat(farm.sent)
                .singleElement()
                .satisfies(sent -> assertThat(sent.hasRetry()).isTrue());
    }

    @Test
    void listShowsTheLatestStateOfEachRender() {
        farm.knows(render("r1", RenderState.RENDER_STATE_QUEUED))
                .knows(render("r2", RenderState.RENDER_STATE_QUEUED))
                .knows(render("r1", RenderState.RENDER_STATE_DONE));

        assertThat(shell.run("list", "-b", "fake:1")).isZero();

        assertThat(shell.printed().lines()).hasSize(3);
        assertThat(shell.printed()).containsPattern("r1 +done").containsPattern("r2 +queued");
    }

    @Test
    void listAsJsonIsOneMessagePerLine() {
        farm.knows(render("r1", RenderState.RENDER_STATE_DONE));

        assertThat(shell.run("list", "--json", "-b", "fake:1")).isZero();

        assertThat(shell.printed().strip())
                .startsWith("{\"render_id\":\"r1\",\"state\":\"RENDER_STATE_DONE\"")
                .endsWith("}");
    }

    @Test
    void watchPrintsALineForEachStepThatWasReached() {
        farm.knows(render("r1", RenderState.RENDER_STATE_QUEUED).setWaitingFor("a worker"))
                .willReport(render("r1", RenderState.RENDER_STATE_RENDERING)
                        .addSegments(segment(SegmentState.SEGMENT_STATE_DONE))
                        .addSegments(segment(SegmentState.SEGMENT_STATE_RENDERING)))
                .willReport(render("r1", RenderState.RENDER_STATE_DONE)
                        .addSegments(segment(SegmentState.SEGMENT_STATE_DONE))
                        .addSegments(segment(SegmentState.SEGMENT_STATE_DONE)));

        assertThat(shell.run("watch", "r1", "-b", "fake:1")).isZero();

        assertThat(shell.complaints().lines())
                .containsExactly("queued  waiting for a worker", "rendering  1/2 segments", "done  2/2 segments");
    }

    @Test
    void watchTellsOfAFailureInItsExitCodeAndItsLastLine() {
        Failure failure = Failure.newBuilder()
                .setCategory(Category.CATEGORY_USER)
                .setCode("MODEL_NOT_FOUND")
                .setMessage("no pack `demo`")
                .build();
        farm.knows(render("r1", RenderState.RENDER_STATE_FAILED).setFailure(failure));

        assertThat(shell.run("watch", "r1", "-b", "fake:1")).isEqualTo(ExitCode.RENDER_NOT_DONE.number());

        assertThat(shell.complaints()).contains("failed  MODEL_NOT_FOUND: no pack `demo`");
    }

    @Test
    void statusNamesTheSegmentThatFailed() {
        farm.knows(render("r1", RenderState.RENDER_STATE_RENDERING)
                .addSegments(segment(SegmentState.SEGMENT_STATE_FAILED)
                        .setShot(1)
                        .setDispatch(3)
                        .setWorker("w7")
                        .setFailure(
                                Failure.newBuilder().setCode("OUT_OF_MEMORY").setMessage("9 GB needed"))));

        assertThat(shell.run("status", "r1", "-b", "fake:1")).isZero();

        assertThat(shell.printed()).contains("shot 2 segment 1, attempt 3 on w7: OUT_OF_MEMORY: 9 GB needed");
    }

    @Test
    void logsShowWhatAllProcessesSaidOfARenderAndOfNoOther() {
        farm.knows(render("r1", RenderState.RENDER_STATE_RENDERING));
        farm.logged.add(LogLine.newBuilder()
                .setAtMs(Instant.parse("2026-01-01T11:59:58.007Z").toEpochMilli())
                .setLevel("INFO")
                .setSource("coordinator c1")
                .setRenderId("r1")
                .setMessage("a render was accepted")
                .build());
        farm.logged.add(LogLine.newBuilder()
                .setAtMs(Instant.parse("2026-01-01T12:00:01Z").toEpochMilli())
                .setLevel("WARN")
                .setSource("worker w1")
                .setWorker("w1")
                .setRenderId("r1")
                .setSegment("0/3")
                .setAttempt("1.2")
                .setMessage("it failed")
                .setStackTrace("java.lang.ArithmeticException: why\n\tat there\n")
                .build());
        farm.logged.add(
                LogLine.newBuilder().setRenderId("r2").setMessage("of another").build());

        assertThat(shell.run("logs", "r1", "-b", "fake:1")).isZero();

        assertThat(shell.printed().lines())
                .containsExactly(
                        "11:59:58.007 INFO  coordinator c1               a render was accepted",
                        "12:00:01.000 WARN  w1               0/3    1.2  it failed",
                        "java.lang.ArithmeticException: why",
                        "\tat there");
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "watch", "cancel"})
    void aWrongCommandLineShowsTheUsage(String arguments) {
        assertThat(shell.run(arguments)).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(shell.complaints()).contains("farm");
    }

    @Test
    void theExitCodesInTheHelpAreThoseOfTheProgram() {
        assertThat(shell.run("--help")).isZero();

        for (ExitCode code : ExitCode.values()) {
            assertThat(shell.printed()).containsPattern("(?m)^ +" + code.number() + " +" + code.meaning() + "$");
        }
    }

    private static RenderStatus.Builder render(String id, RenderState state) {
        return RenderStatus.newBuilder().setRenderId(id).setState(state);
    }

    private static SegmentStatus.Builder segment(SegmentState state) {
        return SegmentStatus.newBuilder().setState(state);
    }
}
