package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.resolution.CanonicalHost;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a TLS server that asks, before it gets a certificate for a host that somebody named,
 * whether that host is served here at all ("on-demand TLS", the {@code ask} of Caddy). Without such
 * a gate anybody can have certificates made for any name that points at the platform, until the
 * certificate authority stops serving it. Thread-safe.
 *
 * <ul>
 *   <li>Only the machine itself may ask, and not through a proxy: see {@link TlsAsk}.
 *   <li>A question is answered from memory, with the same work for hosts that are served and hosts
 *       that are not. The database is asked in the background only, by {@link #refresh()}.
 *   <li>When what is in memory is older than {@link #MAX_AGE}, the answer is "not now" (503).
 *   <li>Questions are limited; served and other hosts apart, so that a flood of made-up names keeps
 *       no served host from its certificate.
 * </ul>
 */
public final class TlsPermission {

  /** How old the set of hosts may be: one minute. */
  public static final Duration MAX_AGE = Duration.ofMinutes(1);

  /** How many questions are answered a second, for served hosts and for others each: 100. */
  public static final int PER_SECOND = 100;

  private static final TenantDomain NO_HOST = TenantDomain.of("no.host.invalid");

  private final Supplier<Set<TenantDomain>> served;
  private final Set<TenantDomain> always;
  private final LongSupplier nanos;
  private final Predicate<TlsAsk> admitted;
  private final AskLimit ofServed;
  private final AskLimit ofOthers;
  private volatile @Nullable Snapshot snapshot;

  private record Snapshot(Set<TenantDomain> hosts, HostTable table, long readAt) {}

  TlsPermission(
      Supplier<Set<TenantDomain>> served,
      Set<TenantDomain> always,
      LongSupplier nanos,
      Predicate<TlsAsk> admitted,
      AskLimit ofServed,
      AskLimit ofOthers) {
    this.served = Objects.requireNonNull(served, "served");
    this.always = Set.copyOf(always);
    this.nanos = nanos;
    this.admitted = admitted;
    this.ofServed = ofServed;
    this.ofOthers = ofOthers;
  }

  /**
   * A gate that knows nothing yet; call {@link #refresh()}, or let {@link TlsPermissionServer}.
   *
   * @param served the hosts that are served, for instance {@code store::served}
   * @param always hosts that are served besides, such as the platform's own
   */
  public static TlsPermission of(Supplier<Set<TenantDomain>> served, TenantDomain... always) {
    return new TlsPermission(
        served,
        new HashSet<>(Arrays.asList(always)),
        System::nanoTime,
        TlsAsk::isLocal,
        new AskLimit(PER_SECOND, System::nanoTime),
        new AskLimit(PER_SECOND, System::nanoTime));
  }

  /**
   * Reads anew which hosts are served. Call it every few seconds, and when a {@link DomainEvent}
   * says that something changed. What it throws leaves the old set in place, which grows old.
   */
  public synchronized void refresh() {
    // Before reading: the set is at least as new as this.
    long readAt = nanos.getAsLong();
    Set<TenantDomain> hosts = new HashSet<>(served.get());
    hosts.addAll(always);
    Snapshot last = snapshot;
    // Nothing new, as nearly always: the table is made only when there is.
    HostTable table =
        last != null && last.hosts().equals(hosts) ? last.table() : HostTable.of(hosts);
    snapshot = new Snapshot(hosts, table, readAt);
  }

  /** The answer. Asks nobody, and throws nothing. */
  public TlsAnswer answer(TlsAsk ask) {
    if (!admitted.test(ask)) {
      return TlsAnswer.DENIED;
    }
    Snapshot current = snapshot;
    if (current == null || nanos.getAsLong() - current.readAt() > MAX_AGE.toNanos()) {
      return TlsAnswer.UNAVAILABLE;
    }
    String host = CanonicalHost.ofHeader(ask.domains()).orElse(NO_HOST).value();
    boolean isServed = current.table().contains(host);
    if (!(isServed ? ofServed : ofOthers).pass()) {
      return TlsAnswer.LIMITED;
    }
    return isServed ? TlsAnswer.PERMITTED : TlsAnswer.DENIED;
  }
}
