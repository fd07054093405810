package io.leasehold.tenancy;

import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TrustLevel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How it is known whose scope this is: the signals that agreed on the tenant. Immutable.
 *
 * @param evidence the signals, strongest first; none if code named the tenant itself
 */
public record Provenance(List<TenantCandidate> evidence) {

  private static final Provenance CODE = new Provenance(List.of());

  /** Copies and sorts. */
  public Provenance {
    TenantCandidate[] sorted = evidence.toArray(TenantCandidate[]::new);
    Arrays.sort(sorted, Comparator.comparing(TenantCandidate::trust));
    evidence = List.of(sorted);
  }

  /** Of a scope that code opened for a tenant of its choice. */
  public static Provenance ofCode() {
    return CODE;
  }

  /** Of a scope that these signals opened. */
  public static Provenance of(TenantCandidate... evidence) {
    return new Provenance(List.of(evidence));
  }

  /** How much the strongest signal is worth; empty if code named the tenant itself. */
  public Optional<TrustLevel> trust() {
    return evidence.stream().findFirst().map(TenantCandidate::trust);
  }

  /** The sources and their trust; no value that a client sent. */
  @Override
  public String toString() {
    return evidence.isEmpty()
        ? "code"
        : String.join(
            ", ",
            evidence.stream().map(piece -> piece.source() + " (" + piece.trust() + ")").toList());
  }
}
