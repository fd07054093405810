package io.leasehold.isolation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.catalogue.Finding.Kind;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.PolicyTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateCheckTest {

  private static final String ITEMS = "arn:aws:dynamodb:eu-central-1:111111111111:table/items";
  private static final String LEADING =
      "\"ForAllValues:StringEquals\":{\"dynamodb:LeadingKeys\":\"{T}\"},"
          + "\"Null\":{\"dynamodb:LeadingKeys\":\"false\"}";

  private static List<Kind> kinds(String action, String resource, String conditions) {
    return check(allow("\"Action\":\"" + action + "\"", resource, conditions));
  }

  private static String allow(String actions, String resource, String conditions) {
    return "{\"Effect\":\"Allow\",%s,\"Resource\":\"%s\"%s}"
        .formatted(
            actions, resource, conditions.isEmpty() ? "" : ",\"Condition\":{" + conditions + "}");
  }

  private static List<Kind> check(String statements) {
    PolicyTemplate template =
        new PolicyTemplate("{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}");
    return TemplateCheck.of(ActionCatalogue.bundled(), template).stream()
        .map(Finding::kind)
        .toList();
  }

  @Test
  void aTemplateThatMeansWhatItSaysHasNoFindings() {
    assertThat(kinds("dynamodb:GetItem", ITEMS, LEADING)).isEmpty();
  }

  @Test
  @Tag("attack-B06")
  void anActionThatIsMisspeltIsFound() {
    assertThat(kinds("dynamodb:GetItems", ITEMS, LEADING)).containsExactly(Kind.UNKNOWN_ACTION);
  }

  @Test
  @Tag("attack-B06")
  void aKeyThatIsMisspeltIsFound() {
    assertThat(kinds("dynamodb:GetItem", ITEMS, LEADING.replace("LeadingKeys", "LeadingKey")))
        .containsOnly(Kind.UNKNOWN_KEY);
    assertThat(kinds("dynamodb:GetItem", ITEMS, "\"StringEquals\":{\"aws:Region\":\"x\"}"))
        .containsExactly(Kind.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @Tag("attack-B06")
  @CsvSource({
    "dynamodb:Scan, arn:aws:dynamodb:eu-central-1:111111111111:table/items, dynamodb:LeadingKeys",
    "dynamodb:DeleteTable, arn:aws:dynamodb:eu-central-1:111111111111:table/items, dynamodb:LeadingKeys",
    "s3:ListBucketMultipartUploads, arn:aws:s3:::content, s3:prefix",
    "kms:GenerateMac, arn:aws:kms:eu-central-1:111111111111:key/1, kms:EncryptionContext:tenant",
    "ses:SendRawEmail, arn:aws:ses:eu-central-1:111111111111:identity/a.example, ses:TenantName",
    "ses:SendBulkEmail, arn:aws:ses:eu-central-1:111111111111:*, ses:FromAddress",
  })
  void aKeyThatTheActionDoesNotCarryIsFound(String action, String resource, String key) {
    assertThat(kinds(action, resource, "\"Null\":{\"" + key + "\":\"false\"}"))
        .containsExactly(Kind.UNSUPPORTED_KEY);
  }

  @ParameterizedTest
  @Tag("attack-B12")
  @CsvSource({
    "secretsmanager:ListSecrets",
    "secretsmanager:BatchGetSecretValue",
    "ssm:DescribeParameters",
    "sqs:ListQueues",
    "dynamodb:ListTables",
    "sts:GetCallerIdentity",
    "bedrock:RetrieveAndGenerate",
    "cognito-idp:GetUser",
  })
  void anActionThatNoResourceNarrowsIsFound(String action) {
    assertThat(kinds(action, ITEMS, "")).contains(Kind.ACTION_WITHOUT_RESOURCE);
  }

  @ParameterizedTest
  @Tag("attack-B11")
  @CsvSource({"dynamodb:*", "dynamodb:Get*", "s3:?etObject", "*"})
  void anActionWithAWildcardIsFound(String action) {
    assertThat(kinds(action, ITEMS, LEADING)).contains(Kind.WILDCARD_ACTION);
  }

  @Test
  @Tag("attack-B04")
  @Tag("attack-B11")
  void anAllowOfAllButSomethingIsFound() {
    assertThat(check(allow("\"NotAction\":\"dynamodb:Scan\"", ITEMS, "")))
        .containsExactly(Kind.WILDCARD_ACTION);
    assertThat(
            check(
                allow("\"Action\":\"dynamodb:GetItem\"", ITEMS, LEADING)
                    .replace("\"Resource\"", "\"NotResource\"")))
        .containsExactly(Kind.WILDCARD_RESOURCE);
  }

  @ParameterizedTest
  @Tag("attack-B15")
  @CsvSource({
    "arn:aws:dynamodb:*:111111111111:table/items, WILDCARD_PLACE",
    "arn:aws:dynamodb:eu-*:111111111111:table/items, WILDCARD_PLACE",
    "arn:aws:dynamodb:eu-central-1:*:table/items, WILDCARD_PLACE",
    "arn:aws:dynamodb:eu-central-1:11111111111?:table/items, WILDCARD_PLACE",
    "*, WILDCARD_RESOURCE",
  })
  void aWildcardForThePlaceIsFound(String resource, Kind kind) {
    assertThat(kinds("dynamodb:GetItem", resource, LEADING)).containsExactly(kind);
  }

  @Test
  @Tag("attack-B15")
  void aWildcardForThePartitionIsNoTemplateAtAll() {
    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> kinds("dynamodb:GetItem", ITEMS.replace(":aws:", ":*:"), LEADING));
  }

  @Test
  @Tag("attack-B01")
  void forAllValuesThatNoNullGuardsIsFound() {
    String unguarded = LEADING.substring(0, LEADING.indexOf(",\"Null\""));
    assertThat(kinds("dynamodb:GetItem", ITEMS, unguarded))
        .containsExactly(Kind.FOR_ALL_VALUES_WITHOUT_NULL);
    assertThat(kinds("dynamodb:GetItem", ITEMS, LEADING.replace("\"false\"", "\"true\"")))
        .containsExactly(Kind.FOR_ALL_VALUES_WITHOUT_NULL);
  }

  @Test
  @Tag("attack-B02")
  @Tag("attack-B05")
  void aKeyOfSeveralValuesThatIsComparedAsOneIsFound() {
    assertThat(kinds("dynamodb:GetItem", ITEMS, LEADING.replace("ForAllValues:", "")))
        .containsExactly(Kind.SEVERAL_VALUES_COMPARED_AS_ONE);
    assertThat(kinds("dynamodb:GetItem", ITEMS, LEADING.replace("ForAllValues", "ForAnyValue")))
        .containsExactly(Kind.SEVERAL_VALUES_COMPARED_AS_ONE);
  }

  @ParameterizedTest
  @Tag("attack-B05")
  @CsvSource({
    "secretsmanager:GetSecretValue, arn:aws:secretsmanager:eu-central-1:111111111111:secret:app/*, secretsmanager:ResourceTag/tenant",
    "s3:ListBucket, arn:aws:s3:::content, s3:prefix",
    "dynamodb:GetItem, arn:aws:dynamodb:eu-central-1:111111111111:table/items, aws:PrincipalTag/tenant",
  })
  void aSetOperatorOnAKeyOfOneValueIsFound(String action, String resource, String key) {
    assertThat(kinds(action, resource, "\"ForAllValues:StringEquals\":{\"" + key + "\":\"{T}\"}"))
        .containsExactly(Kind.SET_OPERATOR_ON_ONE_VALUE);
  }

  @Test
  void globalKeysNeedNoActionThatListsThem() {
    assertThat(
            kinds(
                "sqs:SendMessage",
                "arn:aws:sqs:eu-central-1:111111111111:{T}",
                "\"StringEquals\":{\"aws:PrincipalTag/tenant\":\"{T}\"},"
                    + "\"ForAnyValue:StringEquals\":{\"aws:CalledVia\":\"athena.amazonaws.com\"},"
                    + "\"Bool\":{\"aws:SecureTransport\":\"true\"}"))
        .isEmpty();
  }

  @Test
  void aTagKeyThatTheActionIsNotKnownToCarryIsAWarning() {
    List<Kind> kinds =
        kinds(
            "rds-db:connect",
            "arn:aws:rds-db:eu-central-1:111111111111:dbuser:db-1/u",
            "\"StringEquals\":{\"aws:ResourceTag/tenant\":\"{T}\"}");
    assertThat(kinds).containsExactly(Kind.UNSUPPORTED_TAG_KEY);
    assertThat(Kind.UNSUPPORTED_TAG_KEY.severity()).isEqualTo(Finding.Severity.WARNING);
  }

  @Test
  void aServiceThatTheCatalogueDoesNotHaveIsAWarningAndItsPlaceStillChecked() {
    assertThat(kinds("glue:GetTable", "arn:aws:glue:*:111111111111:table/{T}/*", ""))
        .containsExactlyInAnyOrder(Kind.UNKNOWN_SERVICE, Kind.WILDCARD_PLACE);
  }

  @Test
  void aGrantThatAllowsNothingIsAWarning() {
    assertThat(kinds("s3:GetObject", "arn:aws:s3:::content", ""))
        .containsExactly(
            Kind.ACTION_WITHOUT_FITTING_RESOURCE, Kind.RESOURCE_WITHOUT_FITTING_ACTION);
  }

  @Test
  void aBulkMailWithoutATemplateIsAWarning() {
    String identity = "arn:aws:ses:eu-central-1:111111111111:identity/example.com";
    assertThat(kinds("ses:SendBulkEmail", identity, ""))
        .containsExactly(Kind.REQUIRED_RESOURCE_NOT_GRANTED);
    assertThat(
            check(
                allow("\"Action\":\"ses:SendBulkEmail\"", identity, "")
                    + ","
                    + allow(
                        "\"Action\":\"ses:SendBulkEmail\"",
                        identity.replace("identity/example.com", "template/{T}_*"),
                        "")))
        .isEmpty();
  }

  @Test
  void aDenyIsOnlyAskedWhetherItsActionsExist() {
    String denied = "{\"Effect\":\"Deny\",\"Action\":[\"dynamodb:*\",\"%s\"],\"Resource\":\"*\"}";
    assertThat(check(denied.formatted("dynamodb:Scan"))).isEmpty();
    assertThat(check(denied.formatted("dynamodb:Scann"))).containsExactly(Kind.UNKNOWN_ACTION);
  }

  @Test
  @Tag("attack-B06")
  void anOwnershipThatSpeaksOfAnActionThatThereIsNotIsFound() {
    Ownership queues =
        new Ownership(
            "sqs",
            List.of(
                new ForeignRequest(List.of("sqs:SendMessages"), "arn:aws:sqs:a:1:{T}", Map.of())),
            new ForeignRequest(List.of("sqs:DeleteQueue"), "arn:aws:sqs:a:1:*", Map.of()));
    assertThat(TemplateCheck.of(ActionCatalogue.bundled(), List.of(queues)))
        .extracting(Finding::kind)
        .containsExactly(Kind.UNKNOWN_OWNED_ACTION);
  }

  @ParameterizedTest
  @Tag("attack-B06")
  @CsvSource({
    "s3:ListBucket, arn:aws:s3:::content, NumericEquals, s3:prefix, 1, false",
    "s3:ListBucket, arn:aws:s3:::content, Bool, s3:prefix, true, false",
    "s3:ListBucket, arn:aws:s3:::content, ArnLikeIfExists, s3:prefix, arn:aws:s3:::a, false",
    "s3:ListBucket, arn:aws:s3:::content, BinaryEquals, s3:prefix, AAAA, false",
    "s3:ListBucket, arn:aws:s3:::content, StringLike, s3:prefix, '{T}/*', true",
    "s3:ListBucket, arn:aws:s3:::content, NumericLessThan, s3:max-keys, 10, true",
    "s3:ListBucket, arn:aws:s3:::content, StringEquals, s3:max-keys, 10, false",
    "s3:ListBucket, arn:aws:s3:::content, DateLessThan, aws:CurrentTime, 2026-01-01, true",
    "s3:ListBucket, arn:aws:s3:::content, NumericLessThan, aws:EpochTime, 1767225600, true",
    "s3:ListBucket, arn:aws:s3:::content, NotIpAddress, aws:SourceIp, 10.0.0.0/8, true",
    "s3:ListBucket, arn:aws:s3:::content, StringEquals, aws:SourceIp, 10.0.0.1, false",
    "s3:ListBucket, arn:aws:s3:::content, ArnLike, aws:SourceArn, arn:aws:s3:::a, true",
    "s3:ListBucket, arn:aws:s3:::content, StringLike, aws:SourceArn, arn:aws:s3:::a, true",
    "s3:ListBucket, arn:aws:s3:::content, StringEquals, aws:SecureTransport, true, false",
  })
  void anOperatorHasToBeOfTheTypeOfItsKey(
      String action, String resource, String operator, String key, String value, boolean suits) {
    String condition = "\"%s\":{\"%s\":\"%s\"}".formatted(operator, key, value);

    assertThat(kinds(action, resource, condition))
        .containsExactlyElementsOf(suits ? List.of() : List.of(Kind.OPERATOR_OF_ANOTHER_TYPE));
  }
}
