package io.leasehold.provisioning.access;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.LabRole;
import io.leasehold.provisioning.account.Lease;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Gives the holder of an active lease temporary credentials and a console address. Whoever calls it
 * has checked that the caller is the lease's principal.
 *
 * <p>Guarantees: nothing is given for a lease that is not active; what is given stops working at
 * the lease's end, even if the token lives longer, and at once when the lease is ended; a broker
 * that stood still in between does not get into the account's next lease. It does not guarantee
 * that the caller is who they say.
 *
 * <p>Thread-safe. Keeps nothing: each call makes new credentials.
 */
public final class AccessBroker {

  private final LeaseCheck check;
  private final StsClient sts;
  private final ConsoleSignIn signIn;
  private final String region;
  private final Clock clock;

  AccessBroker(AccountPool pool, StsClient sts, ConsoleSignIn signIn, String region, Clock clock) {
    this.check = new LeaseCheck(pool, clock);
    this.sts = sts;
    this.signIn = signIn;
    this.region = region;
    this.clock = clock;
  }

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
   * Makes credentials.
   *
   * @param lease the lease; read again from the pool before anything is given
   * @throws AccessRefusedException if it is not active, is over, or its account has moved on
   * @throws SignInUnavailableException if the console endpoint does not answer
   */
  public TemporaryAccess grant(Lease lease) {
    ActiveLease active = check.requireActive(lease);
    AssumeRoleResponse assumed = sts.assumeRole(SessionRequest.of(active, clock.instant()));
    URI console = signIn.loginUrl(assumed.credentials());
    // The lease may have ended while AWS worked: nothing of it is handed out then.
    check.requireActive(lease);
    return access(active, assumed.credentials(), console);
  }

  private TemporaryAccess access(ActiveLease lease, Credentials given, URI console) {
    Instant end =
        given.expiration().isBefore(lease.expiresAt()) ? given.expiration() : lease.expiresAt();
    return new TemporaryAccess(
        lease.account(),
        region,
        LabRole.NAME,
        given.accessKeyId(),
        given.secretAccessKey(),
        given.sessionToken(),
        end,
        console);
  }

  /**
   * A lease that was active a moment ago.
   *
   * @param lease the lease
   * @param account its account
   * @param epoch its epoch
   * @param expiresAt its end
   */
  record ActiveLease(Lease lease, AccountId account, Epoch epoch, Instant expiresAt) {}
}
