package io.gavel.gateway.desk;

import io.gavel.gateway.session.Principal;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How many connections each key has that want its orders canceled when they end: the last one's end does it. A key is
 * known by its principal, of which there is one each. Any thread.
 */
public final class Departures {
    private final Map<Principal, Integer> connected = new IdentityHashMap<>();

    /** One more has logged in with the wish. */
    synchronized void came(Principal principal) {
        connected.merge(principal, 1, Integer::sum);
    }

    /** One has gone; says whether it was the last of its key. */
    synchronized boolean left(Principal principal) {
        return connected.merge(principal, -1, (count, one) -> count + one == 0 ? null : count + one) == null;
    }
}
