package io.framefarm.deploy.simulation;

import java.util.ArrayList;
import java.util.List;

/** One partition of a topic, with committed records only. */
final class Log<M> {
    private final List<M> records = new ArrayList<>();

    int append(M record) {
        records.add(record);
        return records.size() - 1;
    }

    M at(int offset) {
        return records.get(offset);
    }

    int end() {
        return records.size();
    }
}
