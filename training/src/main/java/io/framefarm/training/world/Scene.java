package io.framefarm.training.world;

/**
 * What a caption says and a clip shows. A scene in which nothing travels has the speed {@link Speed#STEADY}, which no
 * caption names.
 */
public record Scene(Subject subject, Colour colour, Background background, Motion motion, Size size, Speed speed) {
    public Scene {
        if (!subject.performs(motion)) {
            throw new IllegalArgumentException("motion " + motion + ": a " + subject + " does not move so");
        }
        if (!background.shows(colour)) {
            throw new IllegalArgumentException("colour " + colour + ": does not stand out against " + background);
        }
        if (!motion.travels() && speed != Speed.STEADY) {
            throw new IllegalArgumentException(
                    "speed " + speed + ": " + motion + " takes only " + Speed.STEADY + ", for nothing travels");
        }
    }

    /** A scene of ordinary size and speed. */
    public Scene(Subject subject, Colour colour, Background background, Motion motion) {
        this(subject, colour, background, motion, Size.MEDIUM, Speed.STEADY);
    }

    /** The same in another place. */
    public Scene over(Background other) {
        return new Scene(subject, colour, other, motion, size, speed);
    }

    public Scene resized(Size newSize, Speed newSpeed) {
        return new Scene(subject, colour, background, motion, newSize, motion.travels() ? newSpeed : Speed.STEADY);
    }
}
