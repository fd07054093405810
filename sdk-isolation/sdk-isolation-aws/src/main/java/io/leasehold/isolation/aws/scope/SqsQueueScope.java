package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The SQS queue of each tenant. The tenant may send, receive, delete and postpone messages; not
 * touch the queue's attributes, its policy, or move messages elsewhere. A queue that tenants share
 * cannot be isolated by IAM.
 *
 * @param before what comes before the tenant id in the name, such as {@code orders_}
 * @param after what comes after it, such as {@code .fifo}; mostly empty
 */
public record SqsQueueScope(String before, String after) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("[A-Za-z0-9_-]{0,40}");
  private static final Pattern AFTER = Pattern.compile("(?:[A-Za-z0-9_-]{0,20}(?:\\.fifo)?)");
  private static final List<String> ACTIONS =
      List.of(
          "sqs:SendMessage",
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:GetQueueUrl",
          "sqs:GetQueueAttributes");
  private static final List<String> OTHERS =
      List.of(
          "sqs:SetQueueAttributes",
          "sqs:AddPermission",
          "sqs:StartMessageMoveTask",
          "sqs:PurgeQueue",
          "sqs:DeleteQueue");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public SqsQueueScope {
    Names.require(BEFORE, before, "what comes before the id is of A-Za-z0-9_-");
    Names.require(
        AFTER, after, "what comes after the id is of A-Za-z0-9_-, and may end with .fifo");
  }

  /** Queues such as {@code orders_acme}. */
  public static SqsQueueScope prefixed(String before) {
    return new SqsQueueScope(before, "");
  }

  @Override
  public String label() {
    return "queue " + before + TENANT + after;
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
        "sqs",
        ACTIONS,
        OTHERS,
        List.of(place.arn("sqs", before + TENANT + after)),
        place.arn("sqs", "*"));
  }
}
