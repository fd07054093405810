package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiled policy lets a tenant do, decided by the evaluator. */
class PolicyIsolationTest {

  private static final List<String> ON_ITEMS =
      List.of(
          "GetItem",
          "BatchGetItem",
          "Query",
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "BatchWriteItem",
          "ConditionCheckItem");
  private static final List<String> ON_OBJECTS =
      List.of("GetObject", "PutObject", "DeleteObject", "AbortMultipartUpload");

  private final Actor acme = Actor.of(ACME);

  @Test
  void a_tenant_reaches_its_own_items_and_objects() {
    assertThat(ON_ITEMS).allMatch(action -> acme.items(action, "acme"));
    assertThat(acme.items("BatchGetItem", "acme", "acme")).isTrue();
    assertThat(ON_OBJECTS).allMatch(action -> acme.object(action, "acme/a/b.txt"));
    assertThat(acme.list("ListBucket", "acme/")).isTrue();
    assertThat(acme.list("ListBucket", "acme/a/")).isTrue();
  }

  @Test
  void a_tenant_reaches_nobody_elses_items_and_objects() {
    assertThat(ON_ITEMS).noneMatch(action -> acme.items(action, "globex"));
    assertThat(ON_OBJECTS).noneMatch(action -> acme.object(action, "globex/a/b.txt"));
    assertThat(ON_OBJECTS).noneMatch(action -> acme.object(action, "acme"));
    assertThat(acme.list("ListBucket", "globex/")).isFalse();
  }

  @Test
  @Tag("attack-D01")
  void a_scan_is_refused_whatever_it_carries() {
    assertThat(acme.items("Scan")).isFalse();
    assertThat(acme.items("Scan", "acme")).isFalse();
  }

  @Test
  @Tag("attack-D02")
  void an_index_is_refused() {
    assertThat(acme.itemsOf(Actor.TABLE + "/index/by-lab", "Query", "acme")).isFalse();
    assertThat(acme.itemsOf(Actor.TABLE + "/index/by-lab", "Scan")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BatchGetItem", "BatchWriteItem"})
  @Tag("attack-D04")
  @Tag("attack-D05")
  void a_batch_with_one_foreign_key_is_refused_as_a_whole(String action) {
    assertThat(acme.items(action, "acme", "globex")).isFalse();
    assertThat(acme.items(action, "globex", "acme")).isFalse();
  }

  @Test
  @Tag("attack-D06")
  void a_transaction_cannot_look_at_a_foreign_item() {
    // A transaction is authorised action by action; the foreign check is one of them.
    assertThat(acme.items("PutItem", "acme")).isTrue();
    assertThat(acme.items("ConditionCheckItem", "globex")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"})
  @Tag("attack-D07")
  void partiql_is_refused_even_for_own_keys(String action) {
    assertThat(acme.items(action, "acme")).isFalse();
    assertThat(acme.items(action)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DeleteTable",
        "UpdateTable",
        "DescribeTable",
        "ExportTableToPointInTime",
        "CreateBackup",
        "RestoreTableFromBackup",
        "PutResourcePolicy",
        "UpdateTimeToLive",
        "SearchVectors"
      })
  @Tag("attack-D09")
  @Tag("attack-D11")
  void the_table_itself_is_out_of_reach(String action) {
    assertThat(acme.items(action)).isFalse();
    assertThat(acme.items(action, "acme")).isFalse();
  }

  @Test
  @Tag("attack-D08")
  void the_stream_of_the_table_is_out_of_reach() {
    String stream = Actor.TABLE + "/stream/2026-01-01T00:00:00.000";
    assertThat(acme.itemsOf(stream, "GetRecords")).isFalse();
    assertThat(acme.itemsOf(stream, "GetShardIterator")).isFalse();
  }

  @Test
  @Tag("attack-D10")
  void a_key_of_several_attributes_carries_no_leading_key_and_is_refused() {
    assertThat(ON_ITEMS).noneMatch(action -> acme.items(action));
  }

  @Test
  @Tag("attack-C13")
  @Tag("attack-B15")
  void the_same_table_elsewhere_is_out_of_reach() {
    assertThat(acme.itemsOf(Actor.TABLE.replace("eu-central-1", "us-east-1"), "GetItem", "acme"))
        .isFalse();
    assertThat(acme.itemsOf(Actor.TABLE.replace("1111", "2222"), "GetItem", "acme")).isFalse();
    assertThat(acme.itemsOf(Actor.TABLE + "2", "GetItem", "acme")).isFalse();
  }

  @Test
  @Tag("attack-D20")
  void a_list_shows_own_keys_or_nothing() {
    assertThat(acme.list("ListBucket")).isFalse();
    assertThat(acme.list("ListBucket", "")).isFalse();
    assertThat(acme.list("ListBucket", "acme")).isFalse();
    assertThat(acme.list("ListBucket", "acme-eu/")).isFalse();
    assertThat(acme.list("ListBucketVersions", "acme/")).isFalse();
    assertThat(acme.list("ListBucketMultipartUploads")).isFalse();
    assertThat(acme.list("ListBucketMultipartUploads", "acme/")).isFalse();
  }

  @Test
  @Tag("attack-D21")
  void a_copy_cannot_read_a_foreign_source_or_write_a_foreign_target() {
    // A copy is authorised as GetObject on its source and PutObject on its target.
    assertThat(acme.object("GetObject", "globex/secret")).isFalse();
    assertThat(acme.object("GetObjectVersion", "globex/secret")).isFalse();
    assertThat(acme.object("PutObject", "globex/planted")).isFalse();
  }

  @Test
  @Tag("attack-D22")
  void a_multipart_upload_cannot_write_or_abort_a_foreign_key() {
    assertThat(acme.object("PutObject", "globex/part")).isFalse();
    assertThat(acme.object("AbortMultipartUpload", "globex/part")).isFalse();
    assertThat(acme.object("ListMultipartUploadParts", "globex/part")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PutObjectAcl", "GetObjectAcl", "PutObjectTagging", "PutObjectRetention",
        "PutObjectLegalHold", "BypassGovernanceRetention", "RestoreObject", "DeleteObjectVersion"
      })
  @Tag("attack-D24")
  void acls_tags_and_retention_are_out_of_reach_even_on_own_objects(String action) {
    assertThat(acme.object(action, "acme/k")).isFalse();
  }

  @Test
  @Tag("attack-D25")
  @Tag("attack-D26")
  void access_points_and_express_sessions_are_out_of_reach() {
    assertThat(
            acme.may(
                "s3:GetObject",
                "arn:aws:s3:eu-central-1:111111111111:accesspoint/labs/object/acme/k"))
        .isFalse();
    assertThat(
            acme.may(
                "s3express:CreateSession",
                "arn:aws:s3express:eu-central-1:111111111111:bucket/labs-content"))
        .isFalse();
    assertThat(acme.may("s3:GetDataAccess", "*")).isFalse();
  }

  @Test
  @Tag("attack-D27")
  void a_key_is_literal_and_its_dots_lead_nowhere() {
    assertThat(acme.object("GetObject", "globex/../acme/k")).isFalse();
    assertThat(acme.object("GetObject", "/acme/k")).isFalse();
    assertThat(acme.object("GetObject", "acme%2Fk")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts:AssumeRole", "iam:PassRole", "iam:CreateRole", "s3:PutBucketPolicy"})
  @Tag("attack-C06")
  @Tag("attack-C07")
  void a_tenant_cannot_become_somebody_else(String action) {
    assertThat(acme.may(action, "*")).isFalse();
    assertThat(acme.may(action, Samples.ROLE)).isFalse();
    assertThat(acme.may(action, Actor.BUCKET)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "acme, acme-eu",
    "tenant1, tenant10",
    "a, ab",
    "a, a-a",
    "0123, 123",
    "x, x-x-x-x",
    "eu, acme-eu"
  })
  @Tag("attack-A14")
  @Tag("attack-A18")
  void tenants_with_similar_names_stay_apart_in_both_directions(String one, String other) {
    assertApart(TenantId.of(one), TenantId.of(other));
    assertApart(TenantId.of(other), TenantId.of(one));
  }

  @Test
  @Tag("attack-A14")
  void two_thousand_random_neighbours_stay_apart() {
    Random random = new Random(20260301);
    String alphabet = "ab01-";
    for (int i = 0; i < 2_000; i++) {
      String base = name(random, alphabet, 1 + random.nextInt(5));
      String neighbour =
          random.nextBoolean()
              ? base + name(random, alphabet, 1 + random.nextInt(3))
              : name(random, alphabet, 1 + random.nextInt(5));
      if (TenantId.isValid(base) && TenantId.isValid(neighbour) && !base.equals(neighbour)) {
        assertApart(TenantId.of(base), TenantId.of(neighbour));
        assertApart(TenantId.of(neighbour), TenantId.of(base));
      }
    }
  }

  private static String name(Random random, String alphabet, int length) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      name.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return name.toString();
  }

  private static void assertApart(TenantId tenant, TenantId other) {
    Actor actor = Actor.of(tenant);
    assertThat(actor.items("Query", tenant.value())).isTrue();
    assertThat(actor.object("GetObject", tenant + "/k")).isTrue();
    assertThat(actor.list("ListBucket", tenant + "/")).isTrue();
    assertThat(actor.items("Query", other.value())).as("%s over %s", tenant, other).isFalse();
    assertThat(actor.object("GetObject", other + "/k")).as("%s over %s", tenant, other).isFalse();
    assertThat(actor.list("ListBucket", other + "/")).as("%s over %s", tenant, other).isFalse();
  }
}
