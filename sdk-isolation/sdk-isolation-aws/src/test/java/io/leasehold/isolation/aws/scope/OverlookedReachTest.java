package io.leasehold.isolation.aws.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.Proof;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Blueprints in which a grant that looks harmless reaches what a scope of this library shares out.
 * None may be called isolated.
 */
class OverlookedReachTest {

  private static final String PLACE = "eu-central-1:111111111111:";
  private static final String TABLE = "arn:aws:dynamodb:" + PLACE + "table/items";
  private static final String KEYS = "dynamodb:LeadingKeys";

  // Says nothing of its own, so that only the scopes beside it can object.
  private static final Ownership NOTHING =
      new Ownership(
          "sqs", List.of(), new ForeignRequest(List.of(), "arn:aws:sqs:::none", Map.of()));

  @Test
  @Tag("attack-D02")
  void anIndexOfAPooledTableIsEverybodys() {
    assertLeak(
        DynamoDbPooledScope.table("items"),
        grant("dynamodb:Query", TABLE + "/index/by-date", Map.of()));
    assertLeak(
        DynamoDbCompositeScope.table("items"),
        grant(
            "dynamodb:Query",
            TABLE + "/index/*",
            Map.of("ForAllValues:StringLike", Map.of(KEYS, "{T}#*"))));
  }

  @Test
  @Tag("attack-D07")
  void statementsInPartiQlAreHeldAgainstThePooledTable() {
    assertLeak(
        DynamoDbPooledScope.table("items"),
        grant(
            "dynamodb:PartiQLSelect",
            TABLE,
            Map.of(
                "ForAllValues:StringLike", Map.of(KEYS, "*"),
                "Null", Map.of(KEYS, "false"))));
  }

  @Test
  @Tag("attack-D20")
  void aListingOfVersionsWithAnyPrefixIsFound() {
    String bucket = "arn:aws:s3:::content";
    assertLeak(
        S3PrefixScope.bucket("content"),
        grant("s3:ListBucketVersions", bucket, Map.of("StringLike", Map.of("s3:prefix", "*"))));
  }

  @Test
  @Tag("attack-D34")
  void readingByPathAboveTheParentIsFound() {
    for (String above : List.of("parameter/", "parameter/a", "parameter/a/b")) {
      assertLeak(
          ParameterScope.under("a/b/"),
          grant("ssm:GetParametersByPath", "arn:aws:ssm:" + PLACE + above, Map.of()));
    }
  }

  @Test
  @Tag("attack-D35")
  void encryptingAnewWhatIsAnothersIsFound() {
    String id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    assertLeak(
        KmsContextScope.key(id),
        grant(
            "kms:ReEncryptFrom",
            "arn:aws:kms:" + PLACE + "key/" + id,
            Map.of("StringLike", Map.of("kms:EncryptionContext:tenant", "*"))));
  }

  @Test
  @Tag("attack-D32")
  void aRuleOnTheSharedBusIsFound() {
    assertLeak(
        EventBusScope.of("app", "app."),
        grant("events:PutTargets", "arn:aws:events:" + PLACE + "rule/app/{T}", Map.of()));
  }

  @Test
  @Tag("attack-B05")
  void aBatchIsNotComparedAsIfItHadOneValue() {
    assertNotIsolated(
        EventBusScope.of("app", "app."),
        grant(
            "events:PutEvents",
            "arn:aws:events:" + PLACE + "event-bus/app",
            Map.of("StringEquals", Map.of("events:source", "app.{T}"))));
  }

  @Test
  @Tag("attack-C06")
  void whatNobodySaysTheOwnerOfIsNotProved() {
    assertNotIsolated(
        SqsQueueScope.prefixed("orders_"),
        grant("sts:AssumeRole", "arn:aws:iam::111111111111:role/admin", Map.of()));
  }

  @Test
  void aHoleInAnActionIsNoAction() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertNotIsolated(
                    S3PrefixScope.bucket("content"),
                    grant("s3:Get{T}", "arn:aws:s3:::content/*", Map.of())))
        .withMessageContaining("hole");
  }

  @Test
  void aDollarBeforeTheHoleIsADollar() {
    assertKeys("${T}-*", "${T}");
    assertKeys("${T}-*", "?{T}");
  }

  @Test
  void aHoleInsideAVariableDoesNotEndIt() {
    assertKeys("${aws:username, '{T}'}-*", "{T}");
  }

  @Test
  void holesAtDifferentPlacesMeetWithDifferentTenants() {
    assertKeys("{T}/a?", "a?/{T}");
  }

  @Test
  void theServiceOfAnOwnershipIsReadInAnyCase() {
    Ownership objects =
        new Ownership(
            "S3",
            List.of(
                new ForeignRequest(
                    List.of("s3:GetObject"), "arn:aws:s3:::content/{T}/*", Map.of())),
            new ForeignRequest(List.of(), "arn:aws:s3:::content*", Map.of()));
    Grant acl = new Grant(List.of("s3:PutObjectAcl"), List.of("arn:aws:s3:::content/*"), Map.of());
    Proof proof = prove(new CustomScope("objects", List.of(acl), objects));
    assertThat(proof).isInstanceOf(Proof.Leaks.class);
  }

  @Test
  void scopesOfOneServiceThatGetInEachOthersWayAreFound() {
    assertThat(prove(S3PrefixScope.bucket("content"), S3PrefixScope.bucket("content").under("x/")))
        .isInstanceOf(Proof.Leaks.class);
    assertThat(prove(SqsQueueScope.prefixed("a-"), SqsQueueScope.prefixed("a-b-")))
        .isInstanceOf(Proof.Leaks.class);
    assertThat(prove(DynamoDbPooledScope.table("items"), DynamoDbSiloScope.prefixed("")))
        .isInstanceOf(Proof.Leaks.class);
    assertThat(prove(ParameterScope.under("a/"), ParameterScope.under("a/b/c/")))
        .isInstanceOf(Proof.Leaks.class);
    assertThat(prove(SecretScope.under(""), SecretScope.under("a/")))
        .isInstanceOf(Proof.Leaks.class);
    assertThat(prove(S3AccessPointScope.prefixed("a-"), S3AccessPointScope.prefixed("a-b")))
        .isInstanceOf(Proof.Leaks.class);
    assertThat(
            prove(
                new ApiRouteScope("a1b2c3d4e5", "prod", "t/"),
                new ApiRouteScope("a1b2c3d4e5", "prod", "t/x/")))
        .isInstanceOf(Proof.Leaks.class);
  }

  private static void assertKeys(String allowed, String owned) {
    Ownership items =
        new Ownership(
            "dynamodb",
            List.of(
                new ForeignRequest(
                    List.of("dynamodb:GetItem"),
                    TABLE,
                    Map.of(KEYS, KeyShape.amongSeveral(owned)))),
            new ForeignRequest(List.of("dynamodb:Scan"), TABLE, Map.of()));
    Grant get =
        new Grant(
            List.of("dynamodb:GetItem"),
            List.of(TABLE),
            Map.of("ForAllValues:StringLike", Map.of(KEYS, allowed)));
    assertThat(prove(new CustomScope("items", List.of(get), items)))
        .as("%s against %s", allowed, owned)
        .isNotInstanceOf(Proof.Isolated.class);
  }

  private static void assertLeak(TenantResourceScope scope, Grant beside) {
    assertThat(prove(scope, new CustomScope("beside", List.of(beside), NOTHING)))
        .isInstanceOf(Proof.Leaks.class);
  }

  private static void assertNotIsolated(TenantResourceScope scope, Grant beside) {
    assertThat(prove(scope, new CustomScope("beside", List.of(beside), NOTHING)))
        .isNotInstanceOf(Proof.Isolated.class);
  }

  private static Grant grant(
      String action, String resource, Map<String, Map<String, String>> conditions) {
    return new Grant(List.of(action), List.of(resource), conditions);
  }

  private static Proof prove(TenantResourceScope... scopes) {
    return new IsolationBlueprint(
            "labs", new AwsPlace("aws", "eu-central-1", "111111111111"), List.of(scopes))
        .prove();
  }
}
