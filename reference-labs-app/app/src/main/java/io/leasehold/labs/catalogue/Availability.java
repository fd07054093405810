package io.leasehold.labs.catalogue;

import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.PoolStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether a start would have an account at once.
 *
 * @param state ready, warming (accounts are on their way) or queue
 * @param ready accounts that are free
 * @param queued starts that wait for one
 */
@Schema(name = "Availability")
public record Availability(
    @Schema(enumeration = {"ready", "warming", "queue"}) String state, int ready, int queued) {

  static Availability of(PoolStatus pool) {
    int ready = pool.ready();
    int coming =
        pool.count(AccountState.REQUESTED)
            + pool.count(AccountState.CREATING)
            + pool.count(AccountState.BASELINING)
            + pool.count(AccountState.CLEANING)
            + pool.count(AccountState.VERIFYING)
            + pool.count(AccountState.COOLING);
    String state = ready > 0 && pool.queued() == 0 ? "ready" : coming > 0 ? "warming" : "queue";
    return new Availability(state, ready, pool.queued());
  }
}
