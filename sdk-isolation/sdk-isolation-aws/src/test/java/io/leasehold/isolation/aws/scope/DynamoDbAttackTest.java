package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on tables beyond those of {@code PolicyIsolationTest}, on all three scopes. */
class DynamoDbAttackTest {

  private static final String TABLES = "arn:aws:dynamodb:" + HERE + "table/";
  private static final String ITEMS = TABLES + "items";
  private static final String INDEX = ITEMS + "/index/by-owner";
  private static final String KEYS = "dynamodb:LeadingKeys";

  private final PolicyUnderAttack pooled = PolicyUnderAttack.of(DynamoDbPooledScope.table("items"));
  private final Actor byId = pooled.acme();
  private final Actor byComposite =
      PolicyUnderAttack.of(DynamoDbCompositeScope.table("items")).acme();
  private final Actor ofItsOwn = PolicyUnderAttack.of(DynamoDbSiloScope.prefixed("orders_")).acme();

  @Test
  @Tag("attack-D01")
  void aScanNeverReadsATableThatTenantsShare() {
    for (Actor acme : List.of(byId, byComposite)) {
      assertThat(acme.itemsOf(ITEMS, "Scan")).isFalse();
      assertThat(acme.itemsOf(ITEMS, "Scan", "acme")).isFalse();
      assertThat(acme.itemsOf(ITEMS, "Scan", "acme#1")).isFalse();
    }
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_acme", "Scan")).isTrue();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_globex", "Scan")).isFalse();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_acme-eu", "Scan")).isFalse();
  }

  @Test
  @Tag("attack-D02")
  void anIndexIsReadInATableOfOnesOwnOnly() {
    assertThat(byId.itemsOf(INDEX, "Query", "acme")).isFalse();
    assertThat(byComposite.itemsOf(INDEX, "Query", "acme#1")).isFalse();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_acme/index/by-date", "Query", "x")).isTrue();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_globex/index/by-date", "Query", "x")).isFalse();
  }

  @Test
  @Tag("attack-D03")
  void anItemPlantedInTheIndexOfAnotherIsSeenByNobody() {
    // PutItem is checked against the key of the table and not against that of the index, in which
    // the item turns up under whatever its owner wrote there.
    assertThat(byId.itemsOf(ITEMS, "PutItem", "acme")).isTrue();
    assertThat(pooled.globex().itemsOf(INDEX, "Query", "globex")).isFalse();
    assertThat(pooled.globex().itemsOf(INDEX, "Scan")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BatchGetItem", "BatchWriteItem"})
  @Tag("attack-D04")
  @Tag("attack-D05")
  void aBatchIsOnesOwnFromFirstToLast(String action) {
    assertThat(byComposite.itemsOf(ITEMS, action, "acme#1", "acme#2")).isTrue();
    assertThat(byComposite.itemsOf(ITEMS, action, "acme#1", "globex#1")).isFalse();
    assertThat(byComposite.itemsOf(ITEMS, action, "acme#1", "acme-eu#1")).isFalse();
    assertThat(byComposite.itemsOf(ITEMS, action, "acme#1", "acme")).isFalse();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_globex", action, "acme")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ConditionCheckItem", "PutItem", "UpdateItem", "DeleteItem", "GetItem", "Query"})
  @Tag("attack-D06")
  void noPartOfATransactionTouchesAForeignItem(String action) {
    assertThat(byComposite.itemsOf(ITEMS, action, "acme#1")).isTrue();
    assertThat(byComposite.itemsOf(ITEMS, action, "globex#1")).isFalse();
    assertThat(byId.itemsOf(ITEMS, action, "globex")).isFalse();
    assertThat(
            byId.may(
                byId.asks("dynamodb:" + action, ITEMS)
                    .with(KEYS, "globex")
                    .with("dynamodb:EnclosingOperation", "TransactWriteItems")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"})
  @Tag("attack-D07")
  void noStatementOfPartiQlIsTakenWhateverItsWhereSays(String action) {
    for (Actor acme : List.of(byId, byComposite, ofItsOwn)) {
      for (String on : List.of(ITEMS, INDEX, TABLES + "orders_acme")) {
        assertThat(acme.itemsOf(on, action)).as("no WHERE, or a range").isFalse();
        assertThat(acme.itemsOf(on, action, "acme")).as("an OR beside the key").isFalse();
        assertThat(acme.itemsOf(on, action, "acme", "globex")).as("IN").isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetRecords", "GetShardIterator", "DescribeStream"})
  @Tag("attack-D08")
  void noStreamIsReadNotEvenThatOfOnesOwnTable(String action) {
    String stream = "/stream/2026-01-01T00:00:00.000";
    assertThat(byId.itemsOf(ITEMS + stream, action, "acme")).isFalse();
    assertThat(byComposite.itemsOf(ITEMS + stream, action)).isFalse();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_acme" + stream, action)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExportTableToPointInTime",
        "CreateBackup",
        "RestoreTableFromBackup",
        "RestoreTableToPointInTime",
        "PutResourcePolicy",
        "EnableKinesisStreamingDestination",
        "ImportTable",
        "CreateTableReplica"
      })
  @Tag("attack-D09")
  void noTableIsCopiedOrShared(String action) {
    assertThat(byId.itemsOf(ITEMS, action, "acme")).isFalse();
    assertThat(byComposite.itemsOf(ITEMS, action, "acme#1")).isFalse();
    assertThat(ofItsOwn.itemsOf(TABLES + "orders_acme", action)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"First", "Second", "Third", "Fourth"})
  @Tag("attack-D10")
  void aPartOfAKeyIsNoLeadingKey(String part) {
    String key = "dynamodb:" + part + "PartitionKeyValues";
    for (Actor acme : List.of(byId, byComposite)) {
      assertThat(acme.may(acme.asks("dynamodb:Query", ITEMS).with(key, "acme"))).isFalse();
      assertThat(acme.may(acme.asks("dynamodb:Query", INDEX).with(key, "acme"))).isFalse();
    }
  }

  @Test
  @Tag("attack-D11")
  void vectorsAreNotSearched() {
    for (Actor acme : List.of(byId, byComposite, ofItsOwn)) {
      assertThat(acme.itemsOf(INDEX, "SearchVectors", "acme")).isFalse();
      assertThat(acme.itemsOf(TABLES + "orders_acme/index/v", "SearchVectors")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123", "123.0", "1.23E2", "1.23e2", "+123", "MTIz", " 123"})
  @Tag("attack-D12")
  void aKeyOfAnotherSpellingIsAnotherKey(String spelling) {
    Actor number = pooled.tenant(TenantId.of("123"));
    assertThat(number.itemsOf(ITEMS, "GetItem", "123")).isTrue();
    assertThat(number.itemsOf(ITEMS, "GetItem", spelling)).isFalse();
  }
}
