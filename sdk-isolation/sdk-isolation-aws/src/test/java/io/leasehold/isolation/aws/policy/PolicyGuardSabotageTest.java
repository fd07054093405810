package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each part of the policy is there for a reason: without it, an attack succeeds. */
class PolicyGuardSabotageTest {

  private static final String NULL_GUARD = ",\"Null\":{\"dynamodb:LeadingKeys\":\"false\"}";

  private static Actor without(String part, String replacement) {
    String policy = Actor.policy(ACME);
    assertThat(policy).contains(part);
    return Actor.under(ACME, policy.replace(part, replacement));
  }

  private static String allActions(String policy) {
    String sabotaged = policy.replaceAll("\\[\"dynamodb:BatchGetItem\"[^\\]]*]", "\"dynamodb:*\"");
    assertThat(sabotaged).isNotEqualTo(policy);
    return sabotaged;
  }

  @Test
  @Tag("attack-B01")
  void without_the_null_guard_a_request_without_leading_keys_passes() {
    assertThat(Actor.of(ACME).items("Query")).isFalse();
    assertThat(without(NULL_GUARD, "").items("Query")).isTrue();
  }

  @Test
  @Tag("attack-B01")
  @Tag("attack-B11")
  void without_null_guard_and_action_list_a_scan_reads_everything() {
    String wide = allActions(Actor.policy(ACME));

    assertThat(Actor.under(ACME, wide).items("Scan")).as("the Null guard alone holds").isFalse();
    Actor open = Actor.under(ACME, wide.replace(NULL_GUARD, ""));
    assertThat(open.items("Scan")).isTrue();
    assertThat(open.items("DeleteTable")).isTrue();
    assertThat(open.items("GetItem", "globex")).as("which looks isolated").isFalse();
  }

  @Test
  @Tag("attack-B02")
  void with_for_any_value_a_mixed_batch_passes() {
    assertThat(without("ForAllValues:", "ForAnyValue:").items("BatchGetItem", "acme", "globex"))
        .isTrue();
  }

  @Test
  @Tag("attack-B08")
  void with_a_pattern_instead_of_the_name_a_neighbour_is_read() {
    String policy = Actor.policy(ACME);
    String loose =
        policy
            .replace("ForAllValues:StringEquals", "ForAllValues:StringLike")
            .replace("\"dynamodb:LeadingKeys\":\"acme\"", "\"dynamodb:LeadingKeys\":\"acme*\"");
    assertThat(Actor.under(ACME, loose).items("GetItem", "acme-eu")).isTrue();
  }

  @Test
  @Tag("attack-A14")
  void without_the_slash_a_neighbour_is_read_and_listed() {
    Actor open = without("acme/*", "acme*");

    assertThat(open.object("GetObject", "acme-eu/secret")).isTrue();
    assertThat(open.list("ListBucket", "acme-eu/")).isTrue();
  }

  @Test
  @Tag("attack-B03")
  @Tag("attack-D20")
  void with_if_exists_the_whole_bucket_is_listed() {
    assertThat(without("\"StringLike\"", "\"StringLikeIfExists\"").list("ListBucket")).isTrue();
  }

  @Test
  @Tag("attack-B04")
  void with_not_resource_everything_else_is_read() {
    Actor open =
        without(
            "\"Resource\":\"arn:aws:s3:::labs-content/acme/*\"",
            "\"NotResource\":\"arn:aws:s3:::labs-content/acme/*\"");

    assertThat(open.object("GetObject", "globex/secret")).isTrue();
  }

  @Test
  @Tag("attack-B15")
  void with_wildcards_for_place_the_same_table_elsewhere_is_read() {
    String elsewhere = Actor.TABLE.replace("eu-central-1:111111111111", "us-east-1:222222222222");

    assertThat(
            without("dynamodb:eu-central-1:111111111111", "dynamodb:*:*")
                .may("dynamodb:GetItem", elsewhere))
        .as("another account has to agree, too")
        .isFalse();
    assertThat(
            without("dynamodb:eu-central-1:", "dynamodb:*:")
                .itemsOf(Actor.TABLE.replace("eu-central-1", "us-east-1"), "GetItem", "acme"))
        .isTrue();
  }
}
