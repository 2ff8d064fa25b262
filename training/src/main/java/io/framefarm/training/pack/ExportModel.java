package io.framefarm.training.pack;

import io.framefarm.training.stage.AdaptToImage;
import io.framefarm.training.stage.AdaptToLayout;
import io.framefarm.training.stage.Curriculum;
import io.framefarm.training.stage.Curriculum.Lesson;
import io.framefarm.training.stage.DemoNetworks;
import io.framefarm.training.stage.DistillImage;
import io.framefarm.training.stage.DistillVideo;
import io.framefarm.training.stage.RunDirectory;
import io.framefarm.training.stage.TrainStyle;
import io.framefarm.training.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the model files of as many stages as a run has finished. */
public final class ExportModel {
    private static final Logger log = LoggerFactory.getLogger(ExportModel.class);

    private final Curriculum curriculum;
    private final RunDirectory directory;
    private final DemoNetworks networks;
    private final ModelFolder folder;

    public ExportModel(Curriculum curriculum, RunDirectory directory, DemoNetworks networks, Path target) {
        this.curriculum = curriculum;
        this.directory = directory;
        this.networks = networks;
        this.folder = new ModelFolder(target, networks);
    }

    public void run(Vocabulary vocabulary) throws IOException {
        folder.writeBase(vocabulary, curriculum.imageModel(), curriculum.unet(), curriculum.vae());
        log.info("wrote the image model");
        if (has(Lesson.JOINT.stage()) || has(Lesson.MOTION.stage())) {
            folder.writeMotion("motion", curriculum.motion());
            folder.writePack(PackDescription.teacher(networks.unetConfig()));
            log.info("wrote the motion modules of the teacher");
        }
        if (has(DistillImage.NAME)) {
            folder.writeLora("lcm_lora", networks.lora(), curriculum.lora());
            log.info("wrote the consistency LoRA");
        }
        boolean styled = has(TrainStyle.NAME);
        if (styled) {
            folder.writeLora("style_lora", networks.styleLora(), curriculum.style());
            log.info("wrote the style LoRA");
        }
        if (has(DistillVideo.NAME)) {
            folder.writeMotion("lcm_motion", curriculum.distilledMotion());
            folder.writePack(PackDescription.distilled(networks.unetConfig(), styled) + adapters());
            log.info("wrote the distilled motion modules");
        }
    }

    /** Writes what guides the consistency model by images, and what the pack says of it. */
    private String adapters() throws IOException {
        String description = "";
        if (has(AdaptToImage.NAME)) {
            folder.writeImageEncoder(
                    "image_encoder", directory.loadWeights(AdaptToImage.NAME, networks.imageEncoderLayout()));
            description += PackDescription.IMAGE_ENCODER;
            log.info("wrote the image encoder");
        }
        if (has(AdaptToLayout.NAME)) {
            folder.writeControlNet("layout", directory.loadWeights(AdaptToLayout.NAME, networks.controlNetLayout()));
            description += PackDescription.CONTROLNET;
            log.info("wrote the ControlNet");
        }
        return description;
    }

    private boolean has(String stage) {
        return Files.exists(directory.weights(stage));
    }
}
