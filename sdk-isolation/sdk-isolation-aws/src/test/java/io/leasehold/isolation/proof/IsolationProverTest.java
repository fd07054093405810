package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IsolationProverTest {

  @Test
  void aTableOfWhichEachTenantReadsItsOwnPartitionIsIsolated() {
    assertThat(
            prove(
                """
                {"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:Query"],"Resource":"%s",
                "Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":"{T}"},
                "Null":{"dynamodb:LeadingKeys":"false"}}}
                """
                    .formatted(Things.TABLE),
                Things.items("{T}")))
        .isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void withoutTheGuardAgainstMissingKeysAScanLeaks() {
    Proof proof =
        prove(
            """
            {"Effect":"Allow","Action":"dynamodb:*","Resource":"%s",
            "Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":"{T}"}}}
            """
                .formatted(Things.TABLE),
            Things.items("{T}"));
    assertThat(leak(proof).request().action()).isIn("dynamodb:Scan", "dynamodb:DeleteTable");
  }

  @Test
  void aHyphenEndsNoTenantId() {
    Proof.Leaks leak =
        leak(
            prove(
                """
                {"Effect":"Allow","Action":"dynamodb:Query","Resource":"%s",
                "Condition":{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":"{T}-*"},
                "Null":{"dynamodb:LeadingKeys":"false"}}}
                """
                    .formatted(Things.TABLE),
                Things.items("{T}-*")));
    assertThat(leak.victim().value()).startsWith(leak.attacker().value() + "-");
  }

  @Test
  void objectsBehindASlashAreIsolatedAndTheirListingIsToo() {
    assertThat(
            prove(
                """
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"%s/{T}/*"},
                {"Effect":"Allow","Action":"s3:ListBucket","Resource":"%s",
                "Condition":{"StringLike":{"s3:prefix":"{T}/*"}}}
                """
                    .formatted(Things.BUCKET, Things.BUCKET),
                Things.objects()))
        .isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void aListingOfUploadsKnowsNoPrefix() {
    Proof.Leaks leak =
        leak(
            prove(
                """
                {"Effect":"Allow","Action":"s3:ListBucketMultipartUploads","Resource":"%s"}
                """
                    .formatted(Things.BUCKET),
                Things.objects()));
    assertThat(leak.request().action()).isEqualTo("s3:ListBucketMultipartUploads");
  }

  @Test
  void aPrefixConditionThatAlsoTakesTheBareTenantLeaksItsLongerNamesakes() {
    Proof.Leaks leak =
        leak(
            prove(
                """
                {"Effect":"Allow","Action":"s3:ListBucket","Resource":"%s",
                "Condition":{"StringLike":{"s3:prefix":"{T}*"}}}
                """
                    .formatted(Things.BUCKET),
                Things.objects()));
    assertThat(leak.victim().value()).startsWith(leak.attacker().value());
  }

  @Test
  void aSecretNameFollowedByHyphenAndStarLeaks() {
    Proof.Leaks leak =
        leak(
            prove(
                """
                {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"%s{T}-*"}
                """
                    .formatted(Things.SECRETS),
                Things.secrets("{T}")));
    assertThat(leak.request().resource()).contains("app/" + leak.attacker() + "-");
    assertThat(leak.request().resource()).contains("app/" + leak.victim() + "-");
  }

  @Test
  void sixQuestionMarksAfterASecretNameAreExactly() {
    assertThat(
            prove(
                """
                {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"%s{T}-??????"}
                """
                    .formatted(Things.SECRETS),
                Things.secrets("{T}")))
        .isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void oneForeignEntryInABatchOfEventsIsFound() {
    Proof.Leaks leak =
        leak(
            prove(
                """
                {"Effect":"Allow","Action":"events:PutEvents","Resource":"%s",
                "Condition":{"ForAnyValue:StringEquals":{"events:source":"app.{T}"}}}
                """
                    .formatted(Things.BUS),
                Things.events()));
    assertThat(leak.request().context().get("events:source"))
        .contains("app." + leak.attacker(), "app." + leak.victim());
  }

  @Test
  void aPolicyThatForgetsTheTenantLeaksToEverybody() {
    assertThat(
            leak(
                prove(
                    """
                    {"Effect":"Allow","Action":"s3:GetObject","Resource":"%s/*"}
                    """
                        .formatted(Things.BUCKET),
                    Things.objects())))
        .isNotNull();
  }

  @Test
  void whatADenyTakesAwayAgainIsNotCalledIsolated() {
    assertThat(
            prove(
                """
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"%s/*"},
                {"Effect":"Deny","Action":"s3:GetObject","NotResource":"%s/{T}/*"}
                """
                    .formatted(Things.BUCKET, Things.BUCKET),
                Things.objects()))
        .isInstanceOf(Proof.Undecided.class);
  }

  static Proof.Leaks leak(Proof proof) {
    assertThat(proof).isInstanceOf(Proof.Leaks.class);
    return (Proof.Leaks) proof;
  }

  private static Proof prove(String statements, Ownership... owned) {
    return IsolationProver.prove(
        new PolicyTemplate(
            "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements.replace("\n", "") + "]}"),
        List.of(owned));
  }
}
