package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A KMS key that tenants share, told apart by the encryption context {@code tenant}. No other pair
 * is allowed in the context, and no operation that has none: signing, MACs, grants.
 *
 * @param keyId the id of the key
 */
public record KmsContextScope(String keyId) implements TenantResourceScope {

  private static final Pattern KEY = Pattern.compile("(?:mrk-)?[0-9a-f-]{32,40}");
  private static final List<String> ACTIONS =
      List.of(
          "kms:Decrypt",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext");
  private static final String TENANT_PAIR = "kms:EncryptionContext:tenant";
  private static final String PAIRS = "kms:EncryptionContextKeys";

  /**
   * Validates the id.
   *
   * @throws IllegalArgumentException if it is no key id
   */
  public KmsContextScope {
    Names.require(KEY, keyId, "a key id reads like 1234abcd-12ab-34cd-56ef-1234567890ab");
  }

  /** That key under the context {@code tenant=<tenant>}. */
  public static KmsContextScope key(String keyId) {
    return new KmsContextScope(keyId);
  }

  @Override
  public String label() {
    return "key " + keyId;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(
            ACTIONS,
            List.of(arn(place)),
            Map.of(
                "StringEquals", Map.of(TENANT_PAIR, TENANT),
                "ForAllValues:StringEquals", Map.of(PAIRS, "tenant"),
                "Null", Map.of(PAIRS, "false"))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "kms",
        List.of(
            new ForeignRequest(ACTIONS, arn(place), Map.of(TENANT_PAIR, KeyShape.single(TENANT))),
            new ForeignRequest(ACTIONS, arn(place), Map.of(TENANT_PAIR, KeyShape.absent()))),
        new ForeignRequest(
            List.of("kms:CreateGrant", "kms:GenerateMac", "kms:ReEncryptFrom", "kms:Sign"),
            arn(place),
            Map.of()));
  }

  private String arn(AwsPlace place) {
    return place.arn("kms", "key/" + keyId);
  }
}
