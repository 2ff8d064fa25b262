package io.framefarm.deploy.cli;

import io.framefarm.deploy.chaos.RunChaos;
import io.framefarm.deploy.chaos.kafka.FollowFarm;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.deploy.kafka.KafkaFarmRecords;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import java.util.List;

/** How {@code farm chaos} and {@code farm soak} start the roles of a farm and hear of them. */
final class RoleProcesses {

    private RoleProcesses() {}

    /** This program once more, as a process that ends with us. */
    static List<String> command() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dfarm.home=" + System.getProperty("farm.home", "."),
                TetheredMain.class.getName());
    }

    static RunChaos.Ways ways() {
        return new RunChaos.Ways(
                KafkaFarmClient::connect,
                FollowFarm::of,
                bootstrap -> new KafkaFarmRecords(KafkaCluster.at(bootstrap), List.of(Topics.DEFAULT_POOL)));
    }
}
