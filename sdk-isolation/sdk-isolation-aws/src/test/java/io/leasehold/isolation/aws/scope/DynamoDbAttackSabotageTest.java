package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policy on a shared table with one part broken: the attack succeeds, and no credentials would
 * be vended on it.
 */
class DynamoDbAttackSabotageTest {

  private static final String ITEMS = "arn:aws:dynamodb:" + HERE + "table/items";
  private static final String INDEX = ITEMS + "/index/by-owner";
  private static final String STREAM = ITEMS + "/stream/2026-01-01T00:00:00.000";
  private static final String NULL_GUARD = ",\"Null\":{\"dynamodb:LeadingKeys\":\"false\"}";

  private final PolicyUnderAttack whole = PolicyUnderAttack.of(DynamoDbPooledScope.table("items"));
  private final PolicyUnderAttack everyAction =
      whole.withActions("\"dynamodb:*\"").with("", NULL_GUARD);
  private final PolicyUnderAttack withWhatHangsOnTheTable =
      everyAction.with("table/items*", "table/items");

  @Test
  void theWholePolicyIsNotRefused() {
    assertThat(whole.isRefused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Scan", "ExportTableToPointInTime", "CreateBackup", "PutResourcePolicy"})
  @Tag("attack-D01")
  @Tag("attack-D09")
  void withEveryActionAndNoNullGuardTheTableIsReadAndCopied(String action) {
    assertThat(whole.acme().itemsOf(ITEMS, action)).isFalse();
    assertThat(everyAction.acme().itemsOf(ITEMS, action)).isTrue();
    assertThat(everyAction.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D02")
  void withTheIndexesTheKeyOfAnIndexIsTakenForTheTenant() {
    PolicyUnderAttack broken = whole.with("table/items*", "table/items");
    assertThat(whole.acme().itemsOf(INDEX, "Query", "acme")).isFalse();
    assertThat(broken.acme().itemsOf(INDEX, "Query", "acme")).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D03")
  void withTheIndexesTheVictimReadsWhatTheAttackerPlanted() {
    PolicyUnderAttack broken = whole.with("table/items*", "table/items");
    assertThat(broken.acme().itemsOf(ITEMS, "PutItem", "acme")).as("plants").isTrue();
    assertThat(whole.globex().itemsOf(INDEX, "Query", "globex")).isFalse();
    assertThat(broken.globex().itemsOf(INDEX, "Query", "globex")).as("reads").isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BatchGetItem", "BatchWriteItem"})
  @Tag("attack-D04")
  @Tag("attack-D05")
  void withOneFittingKeyEnoughAMixedBatchPasses(String action) {
    PolicyUnderAttack broken = whole.with("ForAnyValue:", "ForAllValues:");
    assertThat(whole.acme().itemsOf(ITEMS, action, "acme", "globex")).isFalse();
    assertThat(broken.acme().itemsOf(ITEMS, action, "acme", "globex")).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D06")
  void withTheConditionTakenOffAForeignItemIsLookedAt() {
    PolicyUnderAttack broken =
        whole.with(
            "\"ForAllValues:StringLike\":{\"dynamodb:LeadingKeys\":\"*\"}",
            "\"ForAllValues:StringEquals\":{\"dynamodb:LeadingKeys\":\"{T}\"}");
    assertThat(whole.acme().itemsOf(ITEMS, "ConditionCheckItem", "globex")).isFalse();
    assertThat(broken.acme().itemsOf(ITEMS, "ConditionCheckItem", "globex")).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"})
  @Tag("attack-D07")
  void withEveryActionAStatementWithoutAKeyPasses(String action) {
    assertThat(whole.acme().itemsOf(ITEMS, action)).isFalse();
    assertThat(everyAction.acme().itemsOf(ITEMS, action)).isTrue();
    assertThat(everyAction.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D08")
  void withWhatHangsOnTheTableItsStreamIsRead() {
    assertThat(whole.acme().itemsOf(STREAM, "GetRecords")).isFalse();
    assertThat(withWhatHangsOnTheTable.acme().itemsOf(STREAM, "GetRecords")).isTrue();
    assertThat(withWhatHangsOnTheTable.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D10")
  void withoutTheNullGuardAKeyOfSeveralAttributesPasses() {
    PolicyUnderAttack broken = whole.with("", NULL_GUARD);
    String key = "dynamodb:FirstPartitionKeyValues";
    Actor stopped = whole.acme();
    assertThat(stopped.may(stopped.asks("dynamodb:Query", ITEMS).with(key, "globex"))).isFalse();
    Actor acme = broken.acme();
    assertThat(acme.may(acme.asks("dynamodb:Query", ITEMS).with(key, "globex"))).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D11")
  void withEveryActionVectorsAreSearched() {
    assertThat(whole.acme().itemsOf(ITEMS, "SearchVectors")).isFalse();
    assertThat(everyAction.acme().itemsOf(ITEMS, "SearchVectors")).isTrue();
    assertThat(everyAction.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D12")
  void withAPatternAnotherSpellingPasses() {
    PolicyUnderAttack broken =
        whole
            .with("ForAllValues:StringLike", "ForAllValues:StringEquals")
            .with("\"dynamodb:LeadingKeys\":\"{T}*\"", "\"dynamodb:LeadingKeys\":\"{T}\"");
    assertThat(whole.acme().itemsOf(ITEMS, "GetItem", "acme.0")).isFalse();
    assertThat(broken.acme().itemsOf(ITEMS, "GetItem", "acme.0")).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }
}
