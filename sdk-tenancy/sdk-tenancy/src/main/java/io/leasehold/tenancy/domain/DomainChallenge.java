package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import java.util.List;
import java.util.Objects;

/**
 * What a tenant has to publish to prove that a host is its own: a TXT record whose value is random
 * for each claim. What was published for an earlier claim, or for another tenant's, proves nothing.
 *
 * @param domain the host
 * @param token the random part
 */
public record DomainChallenge(TenantDomain domain, String token) {

  /** The label in front of the host. */
  public static final String LABEL = "_leasehold-challenge";

  private static final String PREFIX = "leasehold-domain-verification=";
  private static final int LONGEST_NAME = 253;

  /** Checks. */
  public DomainChallenge {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(token, "token");
  }

  /** Whether the name of the record still fits into DNS. */
  static boolean fits(TenantDomain domain) {
    return LABEL.length() + 1 + domain.value().length() <= LONGEST_NAME;
  }

  /** The record to publish. */
  public DnsRecord record() {
    return new DnsRecord("TXT", LABEL + '.' + domain, PREFIX + token);
  }

  /** Whether one of the values is the published proof, character by character. */
  public boolean isProvenBy(List<String> values) {
    return values.contains(record().value());
  }
}
