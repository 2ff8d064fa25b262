package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;

/** A stage that learns from latent clips: a part of the model is trained, and drawn with the whole of it. */
abstract class LatentStage implements Stage {
    /** What a contact sheet of the stage shows. */
    enum Shows {
        IMAGES,
        VIDEOS
    }

    private final String name;
    private final Materials materials;
    private final Shows shows;
    private final Generator.Way way;

    LatentStage(String name, Materials materials, Shows shows, Generator.Way way) {
        this.name = name;
        this.materials = materials;
        this.shows = shows;
        this.way = way;
    }

    /** The whole model, with what this stage learns in its place. */
    abstract Weights whole(Weights trained);

    /** The clips of one replica's share of a step. */
    abstract Batch batch(Step step);

    final Materials materials() {
        return materials;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Plan plan() {
        return materials.plan();
    }

    @Override
    public final void drawContactSheet(Weights average, Path png) throws IOException {
        switch (shows) {
            case IMAGES -> materials.generator().drawImages(whole(average), way, png);
            case VIDEOS -> materials.generator().drawVideos(whole(average), way, png);
        }
    }
}
