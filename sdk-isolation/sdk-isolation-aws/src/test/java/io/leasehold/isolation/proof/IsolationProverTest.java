package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  @Tag("attack-B11")
  void aWildcardThatFitsNoListedActionIsNotCalledIsolated() {
    Proof proof =
        prove(
            """
            {"Effect":"Allow","Action":"s3:PutBucketP*","Resource":"%s"}
            """
                .formatted(Things.BUCKET),
            Things.objects());
    assertThat(proof).isInstanceOf(Proof.Undecided.class);
    assertThat(((Proof.Undecided) proof).reason()).contains("s3:PutBucketPUnlisted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Null\":{\"s3:prefix\":\"true\"}",
        "\"ForAllValues:StringLike\":{\"s3:prefix\":\"{T}/*\"}",
        "\"Null\":{\"s3:prefix\":\"true\"},\"StringLike\":{\"s3:prefix\":\"*\"}",
        "\"Null\":{\"s3:prefix\":\"true\"},\"NumericEquals\":{\"s3:max-keys\":\"1\"}",
      })
  void anEmptyPrefixPassesForAMissingOne(String condition) {
    Proof.Leaks leak = leak(prove(listing(condition), listings("{T}/*", true)));
    assertThat(leak.request().context()).containsEntry("s3:prefix", List.of(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ForAllValues:StringLike\":{\"s3:prefix\":\"{T}/*\"},\"Null\":{\"s3:prefix\":\"false\"}",
        "\"Null\":{\"s3:prefix\":\"false\"},\"ForAllValues:StringLike\":{\"s3:prefix\":\"{T}/*\"}",
        "\"StringLike\":{\"s3:prefix\":\"{T}/*\"},\"Null\":{\"s3:prefix\":\"true\"}",
      })
  void anEmptyPrefixPassesNothingElse(String condition) {
    assertThat(prove(listing(condition), listings("{T}/*", true)))
        .isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void aPrefixThatIsNeverEmptyIsNotTakenForAMissingOne() {
    assertThat(prove(listing("\"Null\":{\"s3:prefix\":\"true\"}"), listings("{T}/*", false)))
        .isInstanceOf(Proof.Isolated.class);
    assertThat(prove(listing("\"Null\":{\"s3:prefix\":\"true\"}"), listings("*", false)))
        .isInstanceOf(Proof.Leaks.class);
  }

  @Test
  void aNameWithTwoIdsThatDifferIsNobodys() {
    String keys = "arn:aws:s3:::content/";
    Ownership twice =
        new Ownership(
            "s3",
            List.of(new ForeignRequest(List.of("s3:GetObject"), keys + "{T}{T}-", Map.of())),
            new ForeignRequest(List.of(), "*", Map.of()));
    String all = "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"%s\"}";

    assertThat(prove(all.formatted(keys + "00-"), twice)).isInstanceOf(Proof.Leaks.class);
    assertThat(prove(all.formatted(keys + "01-"), twice)).isInstanceOf(Proof.Undecided.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "`StringEquals`:{`x:k`:`v`}                                   | [v]",
        "`StringNotEquals`:{`x:k`:`v`}                                | null",
        "`StringEqualsIfExists`:{`x:k`:`v`}                           | null",
        "`Null`:{`x:k`:`true`}                                        | null",
        "`Null`:{`x:k`:`false`}                                       | [any]",
        "`Null`:{`x:k`:`false`},`StringNotEquals`:{`x:k`:`v`}         | [another]",
        "`Null`:{`x:k`:`false`},`StringEqualsIfExists`:{`x:k`:`v`}    | [v]",
        "`Null`:{`x:k`:`true`},`StringEqualsIfExists`:{`x:k`:`v`}     | null",
        "`NumericEquals`:{`x:k`:`7`}                                  | [7]",
        "`StringLike`:{`x:k`:`*`}                                     | [*]",
        "`StringLike`:{`x:k`:`a*`}                                    | [a]",
        "`StringEquals`:{`x:k`:[`v`,`w`]}                             | [v]",
        "`Bool`:{`x:k`:`true`},`Null`:{`x:k`:`false`}                 | [true]",
      })
  void aKeyThatSaysNothingOfTheDataIsWhatThePolicyWants(String condition, String value) {
    Proof.Leaks leak =
        leak(
            prove(
                "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"%s/*\",\"Condition\":{%s}}"
                    .formatted(Things.BUCKET, condition.replace('`', '"')),
                Things.objects()));
    assertThat(String.valueOf(leak.request().context().get("x:k"))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Null\":{\"x:k\":\"true\"},\"StringEquals\":{\"x:k\":\"v\"}",
        "\"Null\":{\"x:k\":\"true\"},\"StringLike\":{\"x:k\":\"v*\"}",
      })
  void whatNobodyCanPassLeaksNothing(String condition) {
    assertThat(
            prove(
                "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"%s/*\",\"Condition\":{%s}}"
                    .formatted(Things.BUCKET, condition),
                Things.objects()))
        .isInstanceOf(Proof.Isolated.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`Effect`:`Allow`,`NotAction`:`s3:Get`,`Resource`:`*`} | NotAction",
        "{`Effect`:`Allow`,`Action`:`s3:GetObject`,`NotResource`:`arn:aws:s3:::x`} | NotResource",
        "{`Effect`:`Allow`,`Action`:[`s3:GetObject`,`sts:AssumeRole`],`Resource`:`*`} | sts:AssumeRole",
        "{`Effect`:`Allow`,`Action`:`s3vectors:Get`,`Resource`:`*`} | s3vectors:Get",
      })
  @Tag("attack-B04")
  void whatIsNotAnalysedIsUndecidedAndSaysWhy(String statement, String reason) {
    Proof proof = prove(statement.replace('`', '"'), Things.objects());
    assertThat(proof).isInstanceOf(Proof.Undecided.class);
    assertThat(((Proof.Undecided) proof).reason()).contains(reason);
  }

  @Test
  void everyPairOfPatternsIsCounted() {
    Proof proof =
        prove(
            """
            {"Effect":"Allow","Action":"s3:GetObject","Resource":["%s/{T}/*","%s/{T}/x"]},
            {"Effect":"Allow","Action":"s3:PutObject","Resource":"%s/{T}/y"}
            """
                .formatted(Things.BUCKET, Things.BUCKET, Things.BUCKET),
            Things.objects());
    assertThat(proof).isEqualTo(new Proof.Isolated(3));
  }

  private static String listing(String condition) {
    return "{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"%s\",\"Condition\":{%s}}"
        .formatted(Things.BUCKET, condition);
  }

  private static Ownership listings(String prefix, boolean beginnings) {
    return new Ownership(
        "s3",
        List.of(
            new ForeignRequest(
                List.of("s3:ListBucket"),
                Things.BUCKET,
                Map.of(
                    "s3:prefix",
                    beginnings ? KeyShape.beginningOf(prefix) : KeyShape.single(prefix)))),
        new ForeignRequest(List.of(), "*", Map.of()));
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
