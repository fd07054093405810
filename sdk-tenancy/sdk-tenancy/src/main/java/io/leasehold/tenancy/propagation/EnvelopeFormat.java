package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed envelope as attributes: {@code 1.<key id>.<issued>.<lifetime>.<id>.<b or n>.<code>} with
 * seconds for the times, {@code b} if the body is covered, and {@code n} if not.
 *
 * @param envelope what it says
 * @param keyId the key that it says it was signed with
 * @param code the signature
 */
record EnvelopeFormat(TenantEnvelope envelope, String keyId, String code) {

  private static final String PURPOSE = "leasehold envelope 1";
  private static final int MAX_LENGTH = 256;
  private static final byte[] NO_BODY = new byte[0];

  private static final Pattern TEXT =
      Pattern.compile(
          "1\\.([A-Za-z0-9_-]{1,32})\\.([1-9][0-9]{0,11})\\.([1-9][0-9]{0,8})"
              + "\\.([A-Za-z0-9_-]{22})\\.([bn])\\.([A-Za-z0-9_-]{43})");

  static Map<String, String> write(TenantEnvelope envelope, PropagationKey key, byte[] body) {
    String text =
        String.join(
            ".",
            "1",
            key.id(),
            String.valueOf(envelope.issuedAt().getEpochSecond()),
            String.valueOf(lifetime(envelope).toSeconds()),
            envelope.id(),
            envelope.coversBody() ? "b" : "n",
            key.sign(covered(envelope, key.id(), body)));
    return Map.of(
        TenantEnvelope.TENANT_ATTRIBUTE, envelope.tenant().value(),
        TenantEnvelope.AUDIENCE_ATTRIBUTE, envelope.audience(),
        TenantEnvelope.ENVELOPE_ATTRIBUTE, text);
  }

  /** Empty if this is no envelope of that form; nothing of it is verified. */
  static Optional<EnvelopeFormat> read(Map<String, String> attributes) {
    String tenant = text(attributes, TenantEnvelope.TENANT_ATTRIBUTE);
    String audience = text(attributes, TenantEnvelope.AUDIENCE_ATTRIBUTE);
    String text = text(attributes, TenantEnvelope.ENVELOPE_ATTRIBUTE);
    if (text.length() > MAX_LENGTH
        || !TenantId.isValid(tenant)
        || !TenantEnvelope.isAudience(audience)) {
      return Optional.empty();
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Instant issuedAt = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
    TenantEnvelope envelope =
        new TenantEnvelope(
            TenantId.of(tenant),
            audience,
            issuedAt,
            issuedAt.plusSeconds(Long.parseLong(parts.group(3))),
            parts.group(4),
            parts.group(5).equals("b"));
    return Optional.of(new EnvelopeFormat(envelope, parts.group(1), parts.group(6)));
  }

  boolean isSignedBy(PropagationKey key, byte[] body) {
    return key.verifies(covered(envelope, keyId, body), code);
  }

  // Some clients' maps hold null for an attribute that has no text.
  static String text(Map<String, String> attributes, String name) {
    return Objects.requireNonNullElse(attributes.get(name), "");
  }

  static Duration lifetime(TenantEnvelope envelope) {
    return Duration.between(envelope.issuedAt(), envelope.expiresAt());
  }

  private static Covered covered(TenantEnvelope envelope, String keyId, byte[] body) {
    return Covered.by(PURPOSE)
        .part(keyId)
        .part(envelope.tenant().value())
        .part(envelope.audience())
        .part(envelope.issuedAt().getEpochSecond())
        .part(lifetime(envelope).toSeconds())
        .part(envelope.id().getBytes(StandardCharsets.US_ASCII))
        .part(envelope.coversBody() ? digest(body) : NO_BODY);
  }

  private static byte[] digest(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
