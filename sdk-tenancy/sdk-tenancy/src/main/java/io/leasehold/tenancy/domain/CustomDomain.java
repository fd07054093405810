package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One claim of a tenant to a host. Immutable.
 *
 * @param id the claim
 * @param tenant whose claim it is
 * @param domain the host, in canonical form
 * @param token the random part of its proof
 * @param status where it stands
 * @param claimedAt when it was made
 * @param since when it came into its status
 * @param dueAt when it is to be looked at again
 * @param proof how its proof stands
 * @param wanted what the edge wants the tenant to publish, besides the proof
 * @param trouble what keeps it from going on, in words for the tenant
 * @param coolOffUntil until when nobody but its tenant may claim the host; only when released
 * @param version grows with each change
 */
public record CustomDomain(
    ClaimId id,
    TenantId tenant,
    TenantDomain domain,
    String token,
    DomainStatus status,
    Instant claimedAt,
    Instant since,
    Instant dueAt,
    DomainProof proof,
    List<DnsRecord> wanted,
    Optional<String> trouble,
    Optional<Instant> coolOffUntil,
    long version) {

  /** Copies. */
  public CustomDomain {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(claimedAt, "claimedAt");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(dueAt, "dueAt");
    Objects.requireNonNull(proof, "proof");
    wanted = List.copyOf(wanted);
    trouble = trouble.map(PlainText::of);
    Objects.requireNonNull(coolOffUntil, "coolOffUntil");
  }

  /** A new claim, due at once. */
  static CustomDomain claimed(TenantId tenant, TenantDomain domain, String token, Instant now) {
    return new CustomDomain(
        ClaimId.random(),
        tenant,
        domain,
        token,
        DomainStatus.CLAIMED,
        now,
        now,
        now,
        DomainProof.none(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** What the tenant has to publish, and keep published, as its proof. */
  public DomainChallenge challenge() {
    return new DomainChallenge(domain, token);
  }

  /** Everything the tenant has to have in its zone: the proof, and what the edge wants. */
  public List<DnsRecord> records() {
    List<DnsRecord> all = new ArrayList<>(wanted);
    all.add(0, challenge().record());
    return List.copyOf(all);
  }

  /**
   * The same claim in another status.
   *
   * @throws IllegalStateException if that status may not follow this one
   */
  CustomDomain become(DomainStatus next, Instant now) {
    if (!status.next().contains(next)) {
      throw new IllegalStateException("claim " + id + " is " + status + " and cannot be " + next);
    }
    return copy(next, now, dueAt, proof, wanted, Optional.empty(), coolOffUntil);
  }

  CustomDomain due(Instant at) {
    return copy(status, since, at, proof, wanted, trouble, coolOffUntil);
  }

  CustomDomain proof(DomainProof newProof) {
    return copy(status, since, dueAt, newProof, wanted, trouble, coolOffUntil);
  }

  CustomDomain wanted(List<DnsRecord> records) {
    return copy(status, since, dueAt, proof, records, trouble, coolOffUntil);
  }

  CustomDomain trouble(String what) {
    return copy(status, since, dueAt, proof, wanted, Optional.of(what), coolOffUntil);
  }

  CustomDomain noTrouble() {
    return copy(status, since, dueAt, proof, wanted, Optional.empty(), coolOffUntil);
  }

  CustomDomain coolingOffUntil(Instant until) {
    return copy(status, since, dueAt, proof, wanted, trouble, Optional.of(until));
  }

  private CustomDomain copy(
      DomainStatus newStatus,
      Instant newSince,
      Instant newDueAt,
      DomainProof newProof,
      List<DnsRecord> newWanted,
      Optional<String> newTrouble,
      Optional<Instant> newCoolOff) {
    return new CustomDomain(
        id,
        tenant,
        domain,
        token,
        newStatus,
        claimedAt,
        newSince,
        newDueAt,
        newProof,
        newWanted,
        newTrouble,
        newCoolOff,
        version);
  }

  /** The same claim as it stands after one more change; for stores. */
  public CustomDomain withVersion(long newVersion) {
    return new CustomDomain(
        id,
        tenant,
        domain,
        token,
        status,
        claimedAt,
        since,
        dueAt,
        proof,
        wanted,
        trouble,
        coolOffUntil,
        newVersion);
  }

  /** The same claim, to be looked at again at another time; for stores. */
  public CustomDomain withDueAt(Instant at) {
    return due(at);
  }
}
