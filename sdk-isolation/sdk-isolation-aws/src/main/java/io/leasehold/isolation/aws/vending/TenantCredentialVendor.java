package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.isolation.aws.session.internal.StsFailures;
import io.leasehold.isolation.aws.vending.VendedEntry.Held;
import io.leasehold.isolation.aws.vending.VendedEntry.Refused;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out credentials that reach one tenant's data: the session of one role under the tenant's
 * session policy.
 *
 * <ul>
 *   <li>Any number of callers for one tenant make one STS call, however slow STS is; a caller that
 *       gives up does not take it from the others.
 *   <li>From somewhere between 50 and 80 % of their lifetime on, a use fetches new credentials
 *       ahead while the old ones still serve; tenants that nobody uses are not refreshed.
 *   <li>Credentials are not handed out in the last minute before AWS stops taking them.
 *   <li>What fails is not asked again at once: after a refusal for 5 to 30 seconds, after an outage
 *       for 1 to 5; a throttle slows all calls down.
 *   <li>Calls of STS keep to a rate, and tenants take turns: see {@link StsLimiter}.
 * </ul>
 *
 * <p>Thread-safe, starts no thread of its own, never blocks but for the registry of tenants, if
 * that one does.
 */
public final class TenantCredentialVendor implements AutoCloseable {

  private static final int MANY_EPOCHS = 100;

  private final TenantSessions sessions;
  private final VendingPaths paths;
  private final CredentialCache cache;
  private final StsLimiter limiter;
  private final TenantRevocation revocation;
  private final VendedLifetimes lifetimes;
  private final Clock clock;
  private final long longestRemaining;
  private final TenantRevocation.Listener dropRevoked = this::dropRevoked;
  private final ClosedSign closed;

  TenantCredentialVendor(
      TenantSessions sessions,
      VendingPaths paths,
      CredentialCache cache,
      StsLimiter limiter,
      TenantRevocation revocation,
      Clock clock,
      DoubleSupplier jitter) {
    this(sessions, paths, cache, limiter, revocation, clock, jitter, new ClosedSign());
  }

  TenantCredentialVendor(
      TenantSessions sessions,
      VendingPaths paths,
      CredentialCache cache,
      StsLimiter limiter,
      TenantRevocation revocation,
      Clock clock,
      DoubleSupplier jitter,
      ClosedSign closed) {
    this.sessions = sessions;
    this.paths = paths;
    this.cache = cache;
    this.limiter = limiter;
    this.revocation = revocation;
    this.clock = clock;
    this.closed = closed;
    this.lifetimes = new VendedLifetimes(sessions.duration(), jitter);
    this.longestRemaining = sessions.duration().multipliedBy(4).dividedBy(5).toMillis();
    revocation.listen(dropRevoked);
  }

  /** A builder. */
  public static TenantCredentialVendorBuilder builder() {
    return new TenantCredentialVendorBuilder();
  }

  /**
   * Credentials of the tenant.
   *
   * @return completes with credentials good for at least a minute, or exceptionally with a {@link
   *     CredentialVendingException}
   */
  public CompletionStage<TenantCredentials> vend(TenantId tenant) {
    return vend(VendRequest.of(tenant));
  }

  /**
   * Credentials as the caller needs them.
   *
   * @return completes with credentials good for at least a minute and for as long as the request
   *     says, or exceptionally with a {@link CredentialVendingException}
   */
  public CompletionStage<TenantCredentials> vend(VendRequest request) {
    CompletableFuture<Void> unsure = revocation.unsure();
    if (unsure == null) {
      return vendNow(request);
    }
    return unsure
        .handle((seen, outage) -> outage == null)
        .thenCompose(
            known ->
                known
                    ? vendNow(request)
                    : failed(
                        request.tenant(),
                        Reason.UNAVAILABLE,
                        "whether its sessions were revoked cannot be known now"));
  }

  private CompletableFuture<TenantCredentials> vendNow(VendRequest request) {
    TenantId tenant = request.tenant();
    long minRemaining = request.minRemaining().toMillis();
    if (closed.isUp()) {
      return failed(tenant, Reason.CLOSED, "the vendor is closed");
    }
    if (minRemaining > longestRemaining) {
      String detail =
          "they last %s at most, less than %s; raise the vendor's duration"
              .formatted(Duration.ofMillis(longestRemaining), request.minRemaining());
      return failed(tenant, Reason.TOO_LONG, detail);
    }
    VendingPath path = paths.find(request.service());
    if (path == null) {
      return failed(tenant, Reason.UNPLANNED, paths.complaint(request.service()));
    }
    VendingKey key = new VendingKey(path, tenant, revocation.epoch(tenant));
    VendedEntry entry = cache.find(key);
    long now = clock.millis();
    if (entry instanceof Held held && held.usable(now)) {
      if (held.lasts(now, minRemaining)) {
        if (held.due(now) && limiter.plenty()) {
          var unused = takeOff(key, minRemaining); // its outcome lands in the cache
        }
        return CompletableFuture.completedFuture(held.credentials());
      }
      entry = held.trouble();
    }
    if (entry instanceof Refused refused && refused.stands(now)) {
      return CompletableFuture.failedFuture(refused.failure(tenant));
    }
    // A copy, so that a caller who cancels or gives up leaves the flight to the others.
    CompletableFuture<TenantCredentials> mine = takeOff(key, minRemaining).copy();
    request.timeout().ifPresent(t -> mine.orTimeout(t.toMillis(), TimeUnit.MILLISECONDS));
    return mine.handle((vended, failure) -> fit(request, vended, failure));
  }

  private TenantCredentials fit(
      VendRequest request, @Nullable TenantCredentials vended, @Nullable Throwable failure) {
    TenantId tenant = request.tenant();
    if (vended == null) {
      throw StsFailures.describe(tenant, Objects.requireNonNull(failure));
    }
    if (vended.expiresAt().isBefore(clock.instant().plus(request.minRemaining()))) {
      throw tooShort(vended);
    }
    return vended;
  }

  /**
   * Forgets the tenant's credentials, for instance when it is suspended. Not a revocation: what was
   * handed out stays good until it expires.
   *
   * @see TenantRevocation#revoke
   */
  public void forget(TenantId tenant) {
    long epoch = revocation.epoch(tenant);
    paths.all().forEach(path -> cache.forget(new VendingKey(path, tenant, epoch)));
  }

  /**
   * Forgets the credentials of each tenant that changes, its suspension among them. What was handed
   * out stays good until it expires; what is asked for afterwards is vended anew, if the tenant may
   * still enter.
   *
   * @param changes of a caching registry its own, which has let go of the old answer before it
   *     tells
   * @return ends it
   */
  public TenantChanges.Subscription follow(TenantChanges changes) {
    return changes.subscribe(this::changed);
  }

  private void changed(TenantChange change) {
    change.tenant().ifPresentOrElse(this::forget, () -> cache.forget(key -> paths.has(key.path())));
  }

  /** The limiter, which tells what it let pass. */
  public StsLimiter limiter() {
    return limiter;
  }

  /** The cache, which tells how full it is. */
  public CredentialCache cache() {
    return cache;
  }

  /**
   * Vends nothing from now on and forgets what it has. Calls under way are not waited for; their
   * callers get {@code CLOSED}. The STS client stays open: it is the caller's.
   */
  @Override
  public void close() {
    closed.putUp();
    revocation.unlisten(dropRevoked);
    cache.forget(key -> paths.has(key.path()));
  }

  /** Whether no STS call is under way. */
  boolean idle() {
    return cache.idle();
  }

  private void dropRevoked(TenantId tenant, long oldEpoch, long newEpoch) {
    if (newEpoch - oldEpoch > MANY_EPOCHS) {
      // The ledger counts in other steps, or this node was away for long.
      cache.forget(key -> key.tenant().equals(tenant) && paths.has(key.path()));
      return;
    }
    for (VendingPath path : paths.all()) {
      for (long epoch = oldEpoch; epoch < newEpoch; epoch++) {
        cache.forget(new VendingKey(path, tenant, epoch));
      }
    }
  }

  private CompletableFuture<TenantCredentials> takeOff(VendingKey key, long minRemaining) {
    CompletableFuture<TenantCredentials> mine = new CompletableFuture<>();
    CompletableFuture<TenantCredentials> airborne = cache.airborne(key, mine);
    if (airborne != null) {
      return airborne;
    }
    long start = clock.millis();
    // A flight may have landed between the caller's look and this take-off.
    VendedEntry entry = cache.find(key);
    if (entry instanceof Held held
        && held.usable(start)
        && held.lasts(start, minRemaining)
        && !held.due(start)) {
      cache.land(key, mine, null);
      mine.complete(held.credentials());
    } else if (entry instanceof Refused refused && refused.stands(start)) {
      cache.land(key, mine, null);
      mine.completeExceptionally(refused.failure(key.tenant()));
    } else {
      var unused =
          call(key).whenComplete((vended, failure) -> arrive(key, mine, start, vended, failure));
    }
    return mine;
  }

  private CompletableFuture<TenantCredentials> call(VendingKey key) {
    TenantId tenant = key.tenant();
    try {
      IsolationException refusal = refusal(key);
      return refusal == null
          ? limiter.submit(tenant, () -> open(key))
          : CompletableFuture.failedFuture(refusal);
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  private @Nullable IsolationException refusal(VendingKey key) {
    TenantId tenant = key.tenant();
    if (revocation.tooSoon(tenant, clock.instant())) {
      return new CredentialVendingException(
          Reason.REVOKED, tenant, "its sessions were revoked a moment ago; retry later", null);
    }
    return sessions.refusal(tenant);
  }

  // It may have waited for its turn.
  private CompletableFuture<TenantCredentials> open(VendingKey key) {
    IsolationException overtaken = overtaken(key);
    return overtaken == null
        ? sessions.open(paths.part(key.path()), key.tenant())
        : CompletableFuture.failedFuture(overtaken);
  }

  private @Nullable IsolationException overtaken(VendingKey key) {
    if (closed.isUp()) {
      return new CredentialVendingException(
          Reason.CLOSED, key.tenant(), "the vendor is closed", null);
    }
    if (revocation.epoch(key.tenant()) != key.epoch()) {
      return new CredentialVendingException(
          Reason.REVOKED, key.tenant(), "its sessions were revoked meanwhile; ask again", null);
    }
    return null;
  }

  private void arrive(
      VendingKey key,
      CompletableFuture<TenantCredentials> flight,
      long start,
      @Nullable TenantCredentials vended,
      @Nullable Throwable failure) {
    try {
      long now = clock.millis();
      Held held = vended == null ? null : lifetimes.hold(vended, start);
      IsolationException overtaken = overtaken(key);
      if (overtaken != null) {
        fail(key, flight, now, overtaken, false);
      } else if (vended == null || held == null) {
        Throwable cause = Objects.requireNonNull(failure);
        boolean ours = StsFailures.unwrap(cause) instanceof IsolationException;
        fail(key, flight, now, StsFailures.describe(key.tenant(), cause), !ours);
      } else if (held.usable(now)) {
        deliver(key, flight, held);
      } else {
        fail(key, flight, now, tooShort(vended), true);
      }
    } catch (RuntimeException bug) {
      // Nobody may wait for a flight that never lands.
      cache.land(key, flight, null);
      flight.completeExceptionally(bug);
    }
  }

  private void deliver(VendingKey key, CompletableFuture<TenantCredentials> flight, Held held) {
    if (cache.land(key, flight, held)) {
      flight.complete(held.credentials());
      return;
    }
    // Forgotten under way: the tenant changed, and may have been shut out, or revoked just now.
    IsolationException overtaken = overtaken(key);
    IsolationException refusal = overtaken == null ? sessions.refusal(key.tenant()) : overtaken;
    if (refusal == null) {
      flight.complete(held.credentials());
    } else {
      flight.completeExceptionally(refusal);
    }
  }

  private void fail(
      VendingKey key,
      CompletableFuture<TenantCredentials> flight,
      long now,
      IsolationException failure,
      boolean bySts) {
    VendedEntry before = cache.find(key);
    Refused refused = bySts ? lifetimes.refused(failure, before, now) : null;
    if (failure instanceof CredentialVendingException e && e.reason() == Reason.SHUT_OUT) {
      cache.land(key, flight, null);
      cache.forget(key);
    } else if (before instanceof Held held && held.usable(now)) {
      cache.land(key, flight, lifetimes.postponed(held, refused, now));
    } else {
      cache.land(key, flight, refused);
    }
    flight.completeExceptionally(failure);
  }

  private static CredentialVendingException tooShort(TenantCredentials vended) {
    String detail = "STS gave credentials that expire too soon, at " + vended.expiresAt();
    return new CredentialVendingException(Reason.UNAVAILABLE, vended.tenant(), detail, null);
  }

  private static CompletableFuture<TenantCredentials> failed(
      TenantId tenant, Reason reason, String detail) {
    return CompletableFuture.failedFuture(
        new CredentialVendingException(reason, tenant, detail, null));
  }
}
