package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.kafka.KafkaCluster;

/** Opens a connection to the farm on a Kafka cluster. */
interface Connect {

    FarmClient to(KafkaCluster cluster);
}
