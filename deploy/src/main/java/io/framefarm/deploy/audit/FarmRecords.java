package io.framefarm.deploy.audit;

import io.framefarm.deploy.guarantee.FarmObserver;
import java.util.function.Predicate;

/** What lies on the farm's topics. */
public interface FarmRecords {
    /**
     * Tells everything about these renders once more, in the order in which it was written as far as timestamps tell.
     * Frames come without their pictures; the hash in them is that of the pixels found, whatever the record said.
     */
    void replay(Predicate<String> renders, FarmObserver observer);
}
