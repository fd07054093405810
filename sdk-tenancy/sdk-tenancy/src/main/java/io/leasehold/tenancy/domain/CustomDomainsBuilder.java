package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.spi.DnsLookup;
import io.leasehold.tenancy.spi.DomainEdge;
import io.leasehold.tenancy.spi.DomainStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Builds {@link CustomDomains}. Not thread-safe. */
public final class CustomDomainsBuilder {

  final DomainStore store;
  final DnsLookup dns;
  final DomainEdge edge;
  final DomainPolicy policy;
  final List<Consumer<DomainEvent>> listeners = new ArrayList<>();
  DomainSettings settings = DomainSettings.defaults();
  InstantSource clock = InstantSource.system();
  ProofReading.Reader reader = ProofReading::of;
  Supplier<String> tokens = RandomHex::bits128;

  CustomDomainsBuilder(DomainStore store, DnsLookup dns, DomainEdge edge, DomainPolicy policy) {
    this.store = Objects.requireNonNull(store, "store");
    this.dns = Objects.requireNonNull(dns, "dns");
    this.edge = Objects.requireNonNull(edge, "edge");
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  /** Times and limits; {@link DomainSettings#defaults()} unless told otherwise. */
  public CustomDomainsBuilder settings(DomainSettings newSettings) {
    this.settings = Objects.requireNonNull(newSettings, "newSettings");
    return this;
  }

  /** The clock; the system's unless told otherwise. Nodes that share a store agree on the time. */
  public CustomDomainsBuilder clock(InstantSource newClock) {
    this.clock = Objects.requireNonNull(newClock, "newClock");
    return this;
  }

  /**
   * Adds a listener. It hears of an event after it was written down, on the thread that did so; one
   * that throws is logged and disturbs nobody.
   */
  public CustomDomainsBuilder listener(Consumer<DomainEvent> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  // Seams by which tests take a guard away, to show what it is good for.
  CustomDomainsBuilder reading(ProofReading.Reader newReader) {
    this.reader = newReader;
    return this;
  }

  CustomDomainsBuilder tokens(Supplier<String> newTokens) {
    this.tokens = newTokens;
    return this;
  }

  /** The result. */
  public CustomDomains build() {
    return new CustomDomains(this);
  }
}
