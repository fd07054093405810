package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import java.util.regex.Pattern;

/**
 * Where shared things live. All three are literal in every ARN that is compiled, never a wildcard.
 *
 * @param partition such as {@code aws} or {@code aws-cn}
 * @param region such as {@code eu-central-1}
 * @param account twelve digits
 */
public record AwsPlace(String partition, String region, String account) {

  private static final Pattern PARTITION = Pattern.compile("aws(?:-[a-z]+)*");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /**
   * Validates the three.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public AwsPlace {
    Names.require(PARTITION, partition, "a partition reads like aws or aws-cn");
    Names.require(REGION, region, "a Region reads like eu-central-1");
    Names.require(ACCOUNT, account, "an account id has twelve digits");
  }

  /** The ARN of something here, such as {@code arn("sqs", "orders")}. */
  String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
  }
}
