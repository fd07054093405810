package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What travels beside a message so that its receiver knows the tenant: a few text attributes with
 * names that SQS, SNS, Kafka and JMS all accept. {@link EnvelopeSealer} writes a signed one, an
 * {@link EnvelopeOpener} reads it; what it says means nothing until it was opened.
 *
 * @param tenant the tenant that the sender acted for
 * @param audience whom the message is for, such as the name of the queue or topic
 * @param issuedAt when it was sealed, in whole seconds
 * @param expiresAt when it stops being worth anything
 * @param id 128 random bits, different for every envelope
 * @param coversBody whether the message's body is covered by the signature
 */
public record TenantEnvelope(
    TenantId tenant,
    String audience,
    Instant issuedAt,
    Instant expiresAt,
    String id,
    boolean coversBody) {

  /** The attribute with the tenant's id, in clear, for filters and people. */
  public static final String TENANT_ATTRIBUTE = "leasehold_tenant";

  /** The attribute with the audience. */
  public static final String AUDIENCE_ATTRIBUTE = "leasehold_audience";

  /** The attribute with times, key id, message id and signature. */
  public static final String ENVELOPE_ATTRIBUTE = "leasehold_envelope";

  /** The attribute with a bearer token, in an envelope that carries one instead of a signature. */
  public static final String TOKEN_ATTRIBUTE = "leasehold_token";

  /** All attributes of this library, to be taken off before a message is passed on. */
  public static final Set<String> ATTRIBUTES =
      Set.of(TENANT_ATTRIBUTE, AUDIENCE_ATTRIBUTE, ENVELOPE_ATTRIBUTE, TOKEN_ATTRIBUTE);

  // Holds queue and topic names, ARNs and plain service names.
  private static final Pattern AUDIENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the audience is malformed
   */
  public TenantEnvelope {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(issuedAt, "issuedAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(id, "id");
    audience = requireAudience(audience);
  }

  static String requireAudience(String audience) {
    if (!isAudience(audience)) {
      throw new IllegalArgumentException(
          "an audience has 1 to 200 letters, digits, '.', '_', ':', '/' and '-'");
    }
    return audience;
  }

  static boolean isAudience(String audience) {
    return AUDIENCE.matcher(audience).matches();
  }
}
