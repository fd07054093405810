package io.leasehold.isolation.proof;

import java.util.List;
import java.util.Map;

/** Shared things and who owns what in them. */
final class Things {

  static final String TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/items";
  static final String BUCKET = "arn:aws:s3:::content";
  static final String BUS = "arn:aws:events:eu-central-1:111111111111:event-bus/app";
  static final String SECRETS = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:app/";

  private static final String LEADING = "dynamodb:LeadingKeys";

  private Things() {}

  /** Items whose partition key fits the pattern. */
  static Ownership items(String keyPattern) {
    return new Ownership(
        "dynamodb",
        List.of(
            new ForeignRequest(
                List.of(
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:Query",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem",
                    "dynamodb:BatchWriteItem",
                    "dynamodb:ConditionCheckItem"),
                TABLE,
                Map.of(LEADING, KeyShape.amongSeveral(keyPattern)))),
        new ForeignRequest(
            List.of("dynamodb:Scan", "dynamodb:DeleteTable"),
            TABLE,
            Map.of(LEADING, KeyShape.absent())));
  }

  /** Objects whose key begins with the tenant and a slash. */
  static Ownership objects() {
    return new Ownership(
        "s3",
        List.of(
            new ForeignRequest(
                List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:PutObjectAcl"),
                BUCKET + "/{T}/*",
                Map.of()),
            new ForeignRequest(
                List.of("s3:ListBucket", "s3:ListBucketVersions"),
                BUCKET,
                Map.of("s3:prefix", KeyShape.absent())),
            new ForeignRequest(
                List.of("s3:ListBucket", "s3:ListBucketVersions"),
                BUCKET,
                Map.of("s3:prefix", KeyShape.beginningOf("{T}/*")))),
        new ForeignRequest(
            List.of("s3:ListBucketMultipartUploads", "s3:DeleteBucket"),
            BUCKET,
            Map.of("s3:prefix", KeyShape.absent())));
  }

  /** Events of which one entry says that it comes from the tenant. */
  static Ownership events() {
    return new Ownership(
        "events",
        List.of(
            new ForeignRequest(
                List.of("events:PutEvents"),
                BUS,
                Map.of("events:source", KeyShape.amongSeveral("app.{T}")))),
        new ForeignRequest(
            List.of("events:PutRule"), BUS, Map.of("events:source", KeyShape.absent())));
  }

  /** Secrets below the tenant's path; a secret's ARN ends with a hyphen and six characters. */
  static Ownership secrets(String namePattern) {
    return new Ownership(
        "secretsmanager",
        List.of(
            new ForeignRequest(
                List.of("secretsmanager:GetSecretValue"),
                SECRETS + namePattern + "-??????",
                Map.of())),
        new ForeignRequest(List.of("secretsmanager:ListSecrets"), "*", Map.of()));
  }
}
