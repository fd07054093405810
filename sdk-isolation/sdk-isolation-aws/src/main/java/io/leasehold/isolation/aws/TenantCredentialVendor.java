package io.leasehold.isolation.aws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.CredentialVendingException.Reason;
import io.leasehold.isolation.aws.VendedEntry.Held;
import io.leasehold.isolation.aws.VendedEntry.Refused;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
 *   <li>A refusal that would only be repeated is remembered for 5 to 30 seconds; throttles and
 *       outages are not.
 * </ul>
 *
 * <p>Thread-safe, starts no thread, never blocks. The role, the blueprint, the duration and the STS
 * client belong to the vendor, so the tenant alone identifies credentials within it.
 */
public final class TenantCredentialVendor {

  private static final Duration FIRST_REFUSAL = Duration.ofSeconds(5);
  private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(30);
  private static final Duration REFRESH_RETRY = Duration.ofSeconds(5);

  private final TenantSessions sessions;
  private final Duration longestRemaining;
  private final Clock clock;
  private final DoubleSupplier jitter;
  private final Cache<TenantId, VendedEntry> entries;
  // Apart from the bounded cache: eviction must not let a second call take off.
  private final ConcurrentMap<TenantId, CompletableFuture<TenantCredentials>> flights =
      new ConcurrentHashMap<>();

  TenantCredentialVendor(
      TenantSessions sessions, long maxTenants, Clock clock, DoubleSupplier jitter) {
    this.sessions = sessions;
    this.longestRemaining = sessions.duration().multipliedBy(4).dividedBy(5);
    this.clock = clock;
    this.jitter = jitter;
    this.entries = Caffeine.newBuilder().maximumSize(maxTenants).executor(Runnable::run).build();
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
    TenantId tenant = request.tenant();
    Duration minRemaining = request.minRemaining();
    if (minRemaining.compareTo(longestRemaining) > 0) {
      String detail =
          "they last %s at most, less than %s; raise the vendor's duration"
              .formatted(longestRemaining, minRemaining);
      return CompletableFuture.failedFuture(
          new CredentialVendingException(Reason.TOO_LONG, tenant, detail, null));
    }
    VendedEntry entry = entries.getIfPresent(tenant);
    Instant now = clock.instant();
    if (entry instanceof Held held && held.usable(now) && held.lasts(now, minRemaining)) {
      if (held.due(now)) {
        var unused = takeOff(tenant, minRemaining); // its outcome lands in the cache
      }
      return CompletableFuture.completedFuture(held.credentials());
    }
    if (entry instanceof Refused refused && refused.stands(now)) {
      return CompletableFuture.failedFuture(refused.failure());
    }
    // A copy, so that a caller who cancels or gives up leaves the flight to the others.
    CompletableFuture<TenantCredentials> mine = takeOff(tenant, minRemaining).copy();
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
      String detail = "STS gave credentials that expire too soon, at " + vended.expiresAt();
      throw new CredentialVendingException(Reason.UNAVAILABLE, tenant, detail, null);
    }
    return vended;
  }

  /**
   * Forgets the tenant's credentials, for instance when it is suspended. Not a revocation: what was
   * handed out stays good until it expires.
   */
  public void forget(TenantId tenant) {
    flights.remove(tenant);
    entries.invalidate(tenant);
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
    return changes.subscribe(
        change -> change.tenant().ifPresentOrElse(this::forget, this::forgetAll));
  }

  private void forgetAll() {
    flights.clear();
    entries.invalidateAll();
  }

  /** Whether no STS call is under way. */
  boolean idle() {
    return flights.isEmpty();
  }

  /** How many tenants are remembered. */
  long remembered() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  private CompletableFuture<TenantCredentials> takeOff(TenantId tenant, Duration minRemaining) {
    CompletableFuture<TenantCredentials> mine = new CompletableFuture<>();
    CompletableFuture<TenantCredentials> airborne = flights.putIfAbsent(tenant, mine);
    if (airborne != null) {
      return airborne;
    }
    Instant start = clock.instant();
    // A flight may have landed between the caller's look and this take-off.
    VendedEntry entry = entries.getIfPresent(tenant);
    if (entry instanceof Held held
        && held.usable(start)
        && held.lasts(start, minRemaining)
        && !held.due(start)) {
      land(tenant, mine, entry);
      mine.complete(held.credentials());
    } else if (entry instanceof Refused refused && refused.stands(start)) {
      land(tenant, mine, entry);
      mine.completeExceptionally(refused.failure());
    } else {
      var unused =
          sessions
              .open(tenant)
              .whenComplete((vended, failure) -> arrive(tenant, mine, start, vended, failure));
    }
    return mine;
  }

  private void arrive(
      TenantId tenant,
      CompletableFuture<TenantCredentials> flight,
      Instant start,
      @Nullable TenantCredentials vended,
      @Nullable Throwable failure) {
    try {
      Instant now = clock.instant();
      if (vended == null) {
        fail(tenant, flight, now, StsFailures.describe(tenant, Objects.requireNonNull(failure)));
        return;
      }
      Held held = hold(vended, start);
      if (held.usable(now)) {
        land(tenant, flight, held);
        flight.complete(vended);
      } else {
        String detail = "STS gave credentials that expire too soon, at " + vended.expiresAt();
        fail(
            tenant,
            flight,
            now,
            new CredentialVendingException(Reason.UNAVAILABLE, tenant, detail, null));
      }
    } catch (RuntimeException bug) {
      // Nobody may wait for a flight that never lands.
      land(tenant, flight, null);
      flight.completeExceptionally(bug);
    }
  }

  private Held hold(TenantCredentials vended, Instant start) {
    // Counted by our own clock from the request on, in case it goes differently from AWS's.
    Instant byOurClock = start.plus(sessions.duration());
    Instant end = vended.expiresAt().isBefore(byOurClock) ? vended.expiresAt() : byOurClock;
    Duration lifetime = Duration.between(start, end);
    double share = 0.5 + 0.3 * jitter.getAsDouble();
    return new Held(
        vended,
        start.plusMillis((long) (lifetime.toMillis() * share)),
        end.minus(TenantSessions.HARD_STOP));
  }

  private void fail(
      TenantId tenant,
      CompletableFuture<TenantCredentials> flight,
      Instant now,
      IsolationException failure) {
    VendedEntry before = entries.getIfPresent(tenant);
    if (failure instanceof CredentialVendingException e && e.reason() == Reason.SHUT_OUT) {
      land(tenant, flight, null);
      entries.invalidate(tenant);
    } else if (before instanceof Held held && held.usable(now)) {
      land(tenant, flight, held.retryAt(now.plus(REFRESH_RETRY)));
    } else if (failure instanceof CredentialVendingException e && e.reason() == Reason.REFUSED) {
      int attempts = before instanceof Refused refused ? refused.attempts() + 1 : 1;
      Duration doubled = FIRST_REFUSAL.multipliedBy(1L << Math.min(attempts - 1, 3));
      Duration wait = doubled.compareTo(LONGEST_REFUSAL) < 0 ? doubled : LONGEST_REFUSAL;
      land(tenant, flight, new Refused(failure, attempts, now.plus(wait)));
    } else {
      land(tenant, flight, null);
    }
    flight.completeExceptionally(failure);
  }

  /** Ends the flight and remembers its result, unless the tenant was forgotten meanwhile. */
  private void land(
      TenantId tenant, CompletableFuture<TenantCredentials> flight, @Nullable VendedEntry result) {
    flights.computeIfPresent(
        tenant,
        (key, airborne) -> {
          if (airborne != flight) {
            return airborne;
          }
          if (result != null) {
            entries.put(tenant, result);
          }
          return null;
        });
  }
}
