package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.revocation.InMemoryRevocationLedger;
import io.leasehold.isolation.aws.revocation.Revocation;
import io.leasehold.isolation.aws.revocation.RevocationDocument;
import io.leasehold.isolation.aws.revocation.RevocationLedger;
import io.leasehold.isolation.aws.revocation.RevocationPolicies;
import io.leasehold.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Revokes the sessions of a tenant: from then on no vendor hands out credentials that were made
 * before. What was handed out already is stopped by AWS itself, through a {@link
 * RevocationDocument} on the role; without one it lives on until it expires.
 *
 * <p>Nodes share revocations through a {@link RevocationLedger}. Each looks into it again while it
 * is in use, in the background, and vends nothing when it last saw the ledger longer ago than the
 * bound: a revocation reaches every node within the bound, or the node says {@code UNAVAILABLE}.
 *
 * <p>Thread-safe.
 */
public final class TenantRevocation {

  /** How long a node may not know of a revocation, unless said otherwise. */
  public static final Duration BOUND = Duration.ofSeconds(10);

  // Our clock and that of AWS differ by less, where there is NTP.
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final RevocationLedger ledger;
  private final long bound;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Executor executor;
  private final ConcurrentMap<TenantId, Revocation> known = new ConcurrentHashMap<>();
  private final Collection<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile long seenAt;
  private @Nullable CompletableFuture<Void> looking;
  private long lookedAt;

  TenantRevocation(
      RevocationLedger ledger, Duration bound, Clock clock, LongSupplier nanos, Executor executor) {
    this.ledger = Objects.requireNonNull(ledger, "ledger");
    this.bound = bound.toNanos();
    this.clock = clock;
    this.nanos = nanos;
    this.executor = executor;
    this.seenAt = nanos.getAsLong() - 2 * this.bound;
  }

  /** Is told of revocations. */
  @FunctionalInterface
  interface Listener {
    void revoked(TenantId tenant, long oldEpoch, long newEpoch);
  }

  /** Revocations of this process alone. */
  public static TenantRevocation local() {
    TenantRevocation revocation = over(new InMemoryRevocationLedger(), Duration.ofDays(36_500));
    revocation.refresh();
    return revocation;
  }

  /** Revocations that nodes share, with the standard bound. */
  public static TenantRevocation over(RevocationLedger ledger) {
    return over(ledger, BOUND);
  }

  /**
   * Revocations that nodes share.
   *
   * @param bound how long a node may not know of one
   * @throws IllegalArgumentException if the bound is shorter than a second
   */
  public static TenantRevocation over(RevocationLedger ledger, Duration bound) {
    if (bound.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a bound is a second at least");
    }
    return new TenantRevocation(
        ledger, bound, Clock.systemUTC(), System::nanoTime, ForkJoinPool.commonPool());
  }

  /**
   * Revokes the tenant's sessions, here at once and on other nodes within the bound. New ones are
   * opened a few seconds later at the earliest, so that the document can tell old from new.
   *
   * @throws RuntimeException what the ledger throws; then nothing is revoked
   */
  public Revocation revoke(TenantId tenant) {
    Instant after = clock.instant().plus(CLOCKS_APART);
    Instant issuedBefore = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    Revocation revocation = ledger.revoke(tenant, issuedBefore);
    adopt(revocation);
    return revocation;
  }

  /**
   * Revokes the tenant's sessions as above, and has AWS refuse those that were handed out already.
   *
   * @param document makes the document out of all revocations, such as {@code all ->
   *     RevocationDocument.byTag("tenant", all, Instant.now(), Duration.ofHours(1))}
   * @throws RuntimeException if the document could not be put; no vendor that knows of this
   *     revocation hands out old credentials even so
   */
  public Revocation revoke(
      TenantId tenant,
      Function<List<Revocation>, RevocationDocument> document,
      RevocationPolicies policies) {
    Revocation revocation = revoke(tenant);
    enforce(document, policies);
    return revocation;
  }

  /**
   * Has AWS refuse the sessions of all revocations in the ledger, for instance again after a node
   * could not put the document, or now and then, so that expired ones make room.
   *
   * @param document makes the document out of all revocations
   * @throws RuntimeException if the ledger cannot be read, or the document not be put
   */
  public void enforce(
      Function<List<Revocation>, RevocationDocument> document, RevocationPolicies policies) {
    Set<Revocation> put;
    // From the ledger, so that one node does not undo what another one put; and looked into again,
    // since another one may have put more between our look and our put.
    Set<Revocation> all = Set.copyOf(ledger.all());
    do {
      put = all;
      policies.put(document.apply(List.copyOf(put)));
      all = Set.copyOf(ledger.all());
    } while (!all.equals(put));
  }

  /**
   * Looks into the ledger now.
   *
   * @throws RuntimeException what the ledger throws
   */
  public void refresh() {
    long before = nanos.getAsLong();
    ledger.all().forEach(this::adopt);
    seenAt = before;
  }

  /** The last revocation of each tenant that this node knows. */
  public List<Revocation> known() {
    return List.copyOf(known.values());
  }

  /** How often the tenant's sessions were revoked. */
  long epoch(TenantId tenant) {
    Revocation last = known.isEmpty() ? null : known.get(tenant);
    return last == null ? 0 : last.epoch();
  }

  /** Whether sessions opened now would count as revoked ones. */
  boolean tooSoon(TenantId tenant, Instant now) {
    Revocation last = known.isEmpty() ? null : known.get(tenant);
    return last != null && now.isBefore(last.issuedBefore());
  }

  /** Null if this node knows well enough; otherwise completes when it does, or fails. */
  @Nullable CompletableFuture<Void> unsure() {
    long age = nanos.getAsLong() - seenAt;
    if (age < bound / 4) {
      return null;
    }
    CompletableFuture<Void> look = look();
    return age < bound ? null : look;
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void unlisten(Listener listener) {
    listeners.remove(listener);
  }

  private CompletableFuture<Void> look() {
    CompletableFuture<Void> mine;
    synchronized (known) {
      CompletableFuture<Void> under = looking;
      // An outage is not asked about without a break.
      boolean soon = nanos.getAsLong() - lookedAt < bound / 8;
      if (under != null && (!under.isDone() || (soon && under.isCompletedExceptionally()))) {
        return under;
      }
      mine = new CompletableFuture<>();
      looking = mine;
      lookedAt = nanos.getAsLong();
    }
    executor.execute(
        () -> {
          try {
            refresh();
            mine.complete(null);
          } catch (RuntimeException outage) {
            mine.completeExceptionally(outage);
          }
        });
    return mine;
  }

  private void adopt(Revocation revocation) {
    TenantId tenant = revocation.tenant();
    long[] epochs = new long[2];
    known.compute(
        tenant,
        (same, before) -> {
          boolean newer = before == null || revocation.epoch() > before.epoch();
          epochs[0] = before == null ? 0 : before.epoch();
          epochs[1] = newer ? revocation.epoch() : epochs[0];
          return newer ? revocation : before;
        });
    if (epochs[1] > epochs[0]) {
      listeners.forEach(listener -> listener.revoked(tenant, epochs[0], epochs[1]));
    }
  }
}
