package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A farm that remembers what it was sent, and tells what it was told to. */
final class FakeFarm implements FarmClient {

    final List<RenderCommand> sent = new ArrayList<>();
    final List<LogLine> logged = new ArrayList<>();
    private final List<RenderStatus> known = new ArrayList<>();
    private final List<RenderStatus> toCome = new ArrayList<>();

    FakeFarm knows(RenderStatus.Builder status) {
        known.add(status.build());
        return this;
    }

    /** A change that comes after the feed has caught up. */
    FakeFarm willReport(RenderStatus.Builder status) {
        toCome.add(status.build());
        return this;
    }

    @Override
    public String send(RenderCommand command) {
        sent.add(command);
        return command.getRenderId();
    }

    @Override
    public StatusFeed statuses() {
        Deque<RenderStatus> old = new ArrayDeque<>(known);
        Deque<RenderStatus> fresh = new ArrayDeque<>(toCome);
        return new StatusFeed() {
            @Override
            public List<RenderStatus> poll(Duration limit) {
                Deque<RenderStatus> next = old.isEmpty() ? fresh : old;
                return next.isEmpty() ? List.of() : List.of(next.remove());
            }

            @Override
            public boolean caughtUp() {
                return old.isEmpty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<LogLine> logs(String renderId) {
        return logged.stream()
                .filter(line -> line.getRenderId().equals(renderId))
                .toList();
    }

    @Override
    public void close() {}
}
