package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;

/** Opens a connection to the farm on a Kafka cluster. */
interface Connect {

    FarmClient to(String bootstrap);
}
