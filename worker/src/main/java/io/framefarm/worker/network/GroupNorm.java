package io.framefarm.worker.network;

/**
 * How a group normalisation takes its statistics (Wu and He 2018, arXiv:1803.08494).
 *
 * @param frames how many consecutive images share theirs; 1 if each image has its own
 */
public record GroupNorm(int groups, double epsilon, int frames) {
    public static GroupNorm perImage(int groups, double epsilon) {
        return new GroupNorm(groups, epsilon, 1);
    }

    public GroupNorm over(int sharedFrames) {
        return new GroupNorm(groups, epsilon, sharedFrames);
    }
}
