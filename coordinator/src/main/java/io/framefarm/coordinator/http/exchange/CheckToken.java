package io.framefarm.coordinator.http.exchange;

import io.framefarm.coordinator.access.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds out whose a bearer token is. */
public interface CheckToken {

    /** Empty when it is nobody's. */
    Future<Optional<Caller>> check(String token);
}
