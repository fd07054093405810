package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Kinesis stream of each tenant. A stream that tenants share cannot be isolated by IAM: nothing
 * in a policy sees the partition key.
 *
 * @param before what comes before the tenant id in the name, such as {@code events_}
 */
public record KinesisStreamScope(String before) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("[A-Za-z0-9_.-]{0,60}");
  private static final List<String> ACTIONS =
      List.of(
          "kinesis:PutRecord",
          "kinesis:PutRecords",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
          "kinesis:DescribeStreamSummary");
  private static final List<String> OTHERS =
      List.of(
          "kinesis:RegisterStreamConsumer", "kinesis:PutResourcePolicy", "kinesis:DeleteStream");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public KinesisStreamScope {
    Names.require(BEFORE, before, "what comes before the id is of A-Za-z0-9_.-");
  }

  /** Streams such as {@code events_acme}. */
  public static KinesisStreamScope prefixed(String before) {
    return new KinesisStreamScope(before);
  }

  @Override
  public String label() {
    return "stream " + before + TENANT;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return thing(place).grants();
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return thing(place).ownership();
  }

  private NamedThing thing(AwsPlace place) {
    return new NamedThing(
        "kinesis",
        ACTIONS,
        OTHERS,
        List.of(place.arn("kinesis", "stream/" + before + TENANT)),
        place.arn("kinesis", "stream/*"));
  }
}
