package io.framefarm.training.world;

/**
 * Where a subject is in one frame, in shares of the frame's side.
 *
 * @param x centre, from the left
 * @param y centre, from the top
 * @param radius half the subject's length
 * @param stretch height against the ordinary height; the width shrinks or grows against it
 */
record Pose(double x, double y, double radius, Heading heading, double stretch) {}
