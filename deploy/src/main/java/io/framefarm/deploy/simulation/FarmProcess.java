package io.framefarm.deploy.simulation;

import java.time.Instant;

/** One process of the farm: it can be killed, frozen and restarted, and its clock can be wrong. */
abstract class FarmProcess {
    private final World world;
    private final String name;
    private int life;
    private boolean up;
    private long frozenUntilMs;
    private long clockErrorMs;

    FarmProcess(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** A new life: nothing is left of the last one. */
    abstract void started();

    /** As with {@code kill -9}: nothing of the process gets to run. */
    abstract void killed();

    void start() {
        life++;
        up = true;
        world.tell(() -> "%s starts".formatted(name));
        started();
    }

    void kill(long downMs) {
        if (up) {
            up = false;
            life++;
            frozenUntilMs = 0;
            world.tell(() -> "%s is killed".formatted(name));
            world.countRestart();
            killed();
            world.agenda().after(downMs, this::start);
        }
    }

    void freeze(long ms) {
        frozenUntilMs = world.agenda().nowMs() + ms;
        world.tell(() -> "%s is frozen for %d ms".formatted(name, ms));
    }

    boolean isFrozen() {
        return world.agenda().nowMs() < frozenUntilMs;
    }

    boolean isUp() {
        return up;
    }

    void shiftClock(long ms) {
        clockErrorMs += ms;
        world.tell(() -> "the clock of %s jumps by %d ms".formatted(name, ms));
    }

    /** In this life only; while the process is frozen it waits, and comes in its order afterwards. */
    void later(long ms, Runnable task) {
        int planned = life;
        world.agenda().after(ms, () -> runInLife(planned, task));
    }

    private void runInLife(int planned, Runnable task) {
        if (life != planned) {
            return;
        }
        if (isFrozen()) {
            world.agenda().after(frozenUntilMs - world.agenda().nowMs(), () -> runInLife(planned, task));
        } else {
            task.run();
        }
    }

    World world() {
        return world;
    }

    Chance chance() {
        return world.chance();
    }

    String name() {
        return name;
    }

    /** What the process takes for the time. */
    Instant clock() {
        return Instant.ofEpochMilli(world.agenda().nowMs() + clockErrorMs);
    }
}
