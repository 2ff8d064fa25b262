package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.stage.Stage.Plan;

/** What every stage on latent clips works with: the model's shape, the clips, a way to draw, and the plan. */
public record Materials(VideoModel model, LatentClips clips, Generator generator, Plan plan) {}
