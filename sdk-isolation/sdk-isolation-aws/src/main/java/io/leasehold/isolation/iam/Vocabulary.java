package io.leasehold.isolation.iam;

import java.util.Set;

/**
 * What the service authorization reference says of keys and ARNs, as far as decisions hinge on it:
 * for global keys and the services that this library has scopes for. A test holds it against the
 * catalogue.
 */
final class Vocabulary {

  /** Keys of which a request may carry several values; each needs a set operator. */
  static final Set<String> SEVERAL_VALUES =
      Set.of(
          "aws:calledvia",
          "aws:principalorgpaths",
          "aws:principalservicenameslist",
          "aws:resourceorgpaths",
          "aws:sourceorgpaths",
          "aws:tagkeys",
          "aws:vpceorgpaths",
          "dynamodb:attributes",
          "dynamodb:firstpartitionkeyvalues",
          "dynamodb:fistargetarns",
          "dynamodb:fourthpartitionkeyvalues",
          "dynamodb:leadingkeys",
          "dynamodb:secondpartitionkeyvalues",
          "dynamodb:thirdpartitionkeyvalues",
          "events:detail-type",
          "events:eventbusarn",
          "events:source",
          "events:targetarn",
          "kinesis:fistargetarns",
          "kms:encryptioncontextkeys",
          "kms:grantoperations",
          "kms:resourcealiases",
          "lambda:layer",
          "lambda:securitygroupids",
          "lambda:subnetids",
          "s3:inventoryaccessibleoptionalfields",
          "s3:requestobjecttagkeys",
          "saml:cn",
          "saml:eduorghomepageuri",
          "saml:eduorgidentityauthnpolicyuri",
          "saml:eduorglegalname",
          "saml:eduorgsuperioruri",
          "saml:eduorgwhitepagesuri",
          "saml:edupersonaffiliation",
          "saml:edupersonassurance",
          "saml:edupersonentitlement",
          "saml:edupersonnickname",
          "saml:edupersonorgunitdn",
          "saml:edupersonscopedaffiliation",
          "saml:edupersontargetedid",
          "secretsmanager:addreplicaregions",
          "ses:configurationsetoptions",
          "ses:recipients",
          "ses:replicaregion",
          "ssm:documentcategories",
          "ssm:documentversion",
          "ssm:inventorytypename",
          "sts:identitytokenaudience",
          "sts:requestcontextproviders",
          "sts:transitivetagkeys");

  private static final String METADATA = "events:metadata/";

  /** Services each of whose ARNs has a resource type before the first slash or colon. */
  static final Set<String> TYPED =
      Set.of(
          "bedrock",
          "cognito-idp",
          "dynamodb",
          "es",
          "events",
          "kinesis",
          "kms",
          "lambda",
          "rds-db",
          "s3vectors",
          "secretsmanager",
          "ses",
          "ssm");

  private Vocabulary() {}

  /**
   * Whether a request may carry several values of the key.
   *
   * @param key in lower case
   */
  static boolean hasSeveralValues(String key) {
    return SEVERAL_VALUES.contains(key) || key.startsWith(METADATA);
  }

  /**
   * Whether the pattern has a wildcard where the ARN's resource type stands, which is documented as
   * not allowed, unless the star stands for the whole rest.
   */
  static boolean blursType(String pattern) {
    String[] parts = pattern.split(":", 6);
    if (parts.length < 6 || parts[5].equals("*")) {
      return false;
    }
    // Buckets and objects have neither Region nor account nor type; all else of S3 has all three.
    boolean beyondBuckets = parts[2].equals("s3") && !(parts[3] + parts[4]).isEmpty();
    if (!TYPED.contains(parts[2]) && !beyondBuckets) {
      return false;
    }
    String type = parts[5].split("[/:]", 2)[0];
    return type.contains("*") || type.contains("?");
  }
}
