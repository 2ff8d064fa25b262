package io.framefarm.training.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.training.data.Look;
import io.framefarm.training.judge.JudgeReport;
import io.framefarm.training.stage.Curriculum.Learnt;
import io.framefarm.training.stage.Curriculum.Lesson;
import io.framefarm.training.tensor.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges what a stage has learnt and writes the scores beside its weights. */
public final class Examination {
    private static final Logger log = LoggerFactory.getLogger(Examination.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Curriculum curriculum;
    private final RunDirectory directory;
    private final DemoNetworks networks;

    public Examination(Curriculum curriculum, RunDirectory directory, DemoNetworks networks) {
        Threads.computeAlone();
        this.curriculum = curriculum;
        this.directory = directory;
        this.networks = networks;
    }

    /** What the renderer and the autoencoder reach after that stage of it, which no model can exceed by much. */
    public void judgeAutoencoder(Lesson lesson, int prompts) throws IOException {
        JudgeModel judge = new JudgeModel(prompts);
        write(lesson.stage(), "renderer", judge.renderer(), judge.cueInRenderedStills());
        Parameters weights = lesson == Lesson.DECODER
                ? curriculum.vae()
                : directory.loadWeights(TrainVae.NAME, networks.vaeLayout());
        write(lesson.stage(), "autoencoder", judge.autoencoder(networks.vae(), weights), Double.NaN);
    }

    /** Scores a stage's model; {@code way} is said in words by {@code method}. */
    public void judge(Lesson lesson, String method, Generator.Way way, int prompts) throws IOException {
        JudgeModel judge = new JudgeModel(prompts);
        Learnt learnt = curriculum.learnt(lesson);
        Generator generator = curriculum.generator();
        double cue = judge.cueInStills(generator, learnt.weights(), way);
        JudgeReport report = judge.model(generator, learnt.weights(), learnt.frames(), way);
        write(lesson.stage(), method, report, cue);
    }

    /** Scores an adapter by clips that give the first frame or the layout. */
    public void judgeAdapter(Lesson lesson, int clips) throws IOException {
        AdapterStage stage = lesson == Lesson.ADAPT_TO_IMAGE ? curriculum.imageAdapter() : curriculum.layoutAdapter();
        Parameters adapter = directory.loadWeights(stage.name(), stage.layout());
        ClipEncoder encoder = new ClipEncoder(networks.vae(), curriculum.vae(), Look.AS_DRAWN, 1);
        JudgeAdapter.Report report = new JudgeAdapter(encoder).judge(stage, adapter, clips);
        ObjectNode line = JSON.createObjectNode()
                .put("clips", report.clips())
                .put("firstFrame", report.firstFrame())
                .put("distance", report.distance());
        append(stage.name(), line);
        log.info(
                "{}: {} clips, first frame kept in {} %, mean distance {} % of the side",
                stage.name(), report.clips(), report.firstFrame(), report.distance());
    }

    private void write(String stage, String method, JudgeReport report, double cue) throws IOException {
        ObjectNode line = JSON.createObjectNode()
                .put("method", method)
                .put("clips", report.clips())
                .put("subject", report.subject())
                .put("colour", report.colour())
                .put("background", report.background())
                .put("motion", report.motion())
                .put("appearance", report.appearance())
                .put("all", report.all());
        if (!Double.isNaN(cue)) {
            line.put("cueInStills", cue);
        }
        append(stage, line);
        log.info("{} {}: {}; cue in stills {} %", stage, method, report, cue);
    }

    private void append(String stage, ObjectNode line) throws IOException {
        Path file = directory.scores(stage);
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
