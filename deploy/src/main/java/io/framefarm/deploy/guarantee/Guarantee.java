package io.framefarm.deploy.guarantee;

import java.util.List;

/** One promise of the farm. Watches a history, and says when it is over where the promise was broken. */
public interface Guarantee extends FarmObserver {
    /** Such as {@code every frame exactly once, in order}. */
    String promise();

    /** Each breach in one sentence with the ids concerned; empty when the promise was kept. To be asked at the end. */
    List<String> breaches();
}
