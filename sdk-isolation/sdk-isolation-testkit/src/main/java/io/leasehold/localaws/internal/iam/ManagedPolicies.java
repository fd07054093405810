package io.leasehold.localaws.internal.iam;

import java.util.Map;
import java.util.Optional;

/** The policies that AWS manages, as far as they are simulated, in short. */
public final class ManagedPolicies {

  /** The ARN of the policy that allows everything. */
  public static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private static final Map<String, StoredPolicy> BY_ARN =
      Map.of(
          ADMINISTRATOR,
          policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"),
          "arn:aws:iam::aws:policy/AWSDenyAll",
          policy("{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}"),
          "arn:aws:iam::aws:policy/PowerUserAccess",
          policy(
              "{\"Effect\":\"Allow\",\"NotAction\":[\"iam:*\",\"organizations:*\",\"account:*\"],"
                  + "\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Action\":[\"iam:ListRoles\","
                  + "\"organizations:DescribeOrganization\"],\"Resource\":\"*\"}"),
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          policy(
              "{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:BatchGetItem\",\"dynamodb:Describe*\","
                  + "\"dynamodb:Get*\",\"dynamodb:List*\",\"dynamodb:Query\",\"dynamodb:Scan\","
                  + "\"iam:Get*\",\"iam:List*\",\"organizations:Describe*\","
                  + "\"organizations:List*\",\"s3:Get*\",\"s3:List*\"],\"Resource\":\"*\"}"));

  private ManagedPolicies() {}

  /** The policy of this ARN. */
  public static Optional<StoredPolicy> find(String arn) {
    return Optional.ofNullable(BY_ARN.get(arn));
  }

  /** Every policy by its ARN. */
  static Map<String, StoredPolicy> all() {
    return BY_ARN;
  }

  private static StoredPolicy policy(String statements) {
    return StoredPolicy.parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
  }
}
