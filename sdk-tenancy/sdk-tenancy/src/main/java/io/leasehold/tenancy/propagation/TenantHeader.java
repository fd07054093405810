package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signed header of a request between services: {@code 1.<key id>.<tenant>.<issued>.<lifetime>.
 * <random>.<code>} with seconds for the times. The audience is signed and not sent: both sides know
 * it.
 */
record TenantHeader(
    String keyId, TenantId tenant, Instant issuedAt, long lifetime, String random, String code) {

  static final String NAME = "Leasehold-Tenant";

  private static final String PURPOSE = "leasehold header 1";
  private static final int MAX_LENGTH = 256;

  private static final Pattern TEXT =
      Pattern.compile(
          "1\\.([A-Za-z0-9_-]{1,32})\\.([a-z0-9-]{1,63})\\.([1-9][0-9]{0,11})"
              + "\\.([1-9][0-9]{0,4})\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

  static String write(
      PropagationKey key,
      TenantId tenant,
      String audience,
      Instant issuedAt,
      long lifetime,
      String random) {
    TenantHeader unsigned = new TenantHeader(key.id(), tenant, issuedAt, lifetime, random, "");
    return String.join(
        ".",
        "1",
        key.id(),
        tenant.value(),
        String.valueOf(issuedAt.getEpochSecond()),
        String.valueOf(lifetime),
        random,
        key.sign(unsigned.covered(audience)));
  }

  /** Empty if this is no such header; nothing of it is verified. */
  static Optional<TenantHeader> read(String text) {
    Matcher parts = TEXT.matcher(text.length() > MAX_LENGTH ? "" : text);
    if (!parts.matches() || !TenantId.isValid(parts.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        new TenantHeader(
            parts.group(1),
            TenantId.of(parts.group(2)),
            Instant.ofEpochSecond(Long.parseLong(parts.group(3))),
            Long.parseLong(parts.group(4)),
            parts.group(5),
            parts.group(6)));
  }

  boolean isSignedBy(PropagationKey key, String audience) {
    return key.verifies(covered(audience), code);
  }

  private Covered covered(String audience) {
    return Covered.by(PURPOSE)
        .part(keyId)
        .part(tenant.value())
        .part(audience)
        .part(issuedAt.getEpochSecond())
        .part(lifetime)
        .part(random);
  }
}
