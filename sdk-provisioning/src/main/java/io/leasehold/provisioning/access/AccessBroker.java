package io.leasehold.provisioning.access;

import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.Lease;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Gives the holder of an active lease temporary credentials and a console address. Whoever calls it
 * has checked that the caller is the lease's principal.
 *
 * <p>Thread-safe. Keeps nothing: each call makes new credentials.
 */
public final class AccessBroker {

  AccessBroker() {}

  /**
   * Begins a broker.
   *
   * @param pool the pool that is asked whether the lease still holds
   * @param sts a client that signs as the broker principal, which the learner role trusts
   */
  public static AccessBrokerBuilder builder(AccountPool pool, StsClient sts) {
    return new AccessBrokerBuilder(pool, sts);
  }

  /**
   * Makes credentials. They stop working when the lease's time is over, even if the token lives
   * longer, and at once when it is ended.
   *
   * @param lease the lease; read again from the pool before anything is given
   * @throws AccessRefusedException if it is not active, is over, or its account has moved on
   * @throws SignInUnavailableException if the console endpoint does not answer
   */
  public TemporaryAccess grant(Lease lease) {
    return pending();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T pending() {
    throw new UnsupportedOperationException();
  }
}
