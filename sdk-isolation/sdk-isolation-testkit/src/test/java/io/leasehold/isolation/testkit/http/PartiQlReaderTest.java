package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/** What statements of PartiQL need, sent by the real DynamoDB client. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class PartiQlReaderTest {

  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/pool";
  private static final AwsFacts FACTS =
      AwsFacts.builder().table("pool", "pk").index("pool", "by-mail", "mail").build();
  private final Offline anybody = Offline.everything(FACTS);
  private final DynamoDbClient free = anybody.client(DynamoDbClient.builder());

  private void run(String statement, String... parameters) {
    List<AttributeValue> values =
        java.util.Arrays.stream(parameters).map(AttributeValue::fromS).toList();
    free.executeStatement(r -> r.statement(statement).parameters(values.isEmpty() ? null : values));
  }

  @ParameterizedTest
  @Tag("attack-D07")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM pool WHERE pk = 'acme' | acme",
        "SELECT a, b[0].c FROM \"pool\" WHERE 'acme' = \"pk\" AND sk > 5 ORDER BY sk DESC | acme",
        "select * from pool where (pk = 'o''neil') and begins_with(sk, 'x') | o'neil",
        "SELECT * FROM pool WHERE pk IN ['acme', 'globex'] | acme,globex",
        "SELECT * FROM pool WHERE pk IN ('acme','globex') AND x = 1 | acme,globex",
        "SELECT * FROM pool WHERE pk = 'acme' OR pk = 'globex' | acme,globex",
        "SELECT * FROM pool WHERE pk = 'acme' AND pk = 'globex' | acme,globex",
        "SELECT * FROM pool WHERE pk = 1e2 | 100",
        "SELECT * FROM pool WHERE pk = 'acme' AND (sk BETWEEN 1 AND 2 OR x IS NOT MISSING) | acme",
        "SELECT * FROM pool WHERE NOT x = 1 AND pk = 'acme' | acme",
      })
  void the_keys_that_a_condition_fixes_are_found(String statement, String keys) {
    anybody.allowed(() -> run(statement));
    assertThat(anybody.actions()).containsExactly("dynamodb:PartiQLSelect " + TABLE);
    assertThat(anybody.context())
        .containsEntry("dynamodb:LeadingKeys", List.of(keys.split(",")))
        .containsEntry("dynamodb:FullTableScan", List.of("false"));
  }

  @ParameterizedTest
  @Tag("attack-D07")
  @ValueSource(
      strings = {
        "SELECT * FROM pool",
        "SELECT * FROM pool WHERE pk = 'acme' OR other = 1",
        "SELECT * FROM pool WHERE pk > 'a'",
        "SELECT * FROM pool WHERE pk <> 'globex'",
        "SELECT * FROM pool WHERE NOT pk = 'globex'",
        "SELECT * FROM pool WHERE pk NOT IN ['globex']",
        "SELECT * FROM pool WHERE begins_with(pk, 'acme')",
        "SELECT * FROM pool WHERE pk BETWEEN 'a' AND 'z'",
        "SELECT * FROM pool WHERE pk.part = 'acme'",
        "SELECT * FROM pool WHERE pk = other",
        "SELECT * FROM pool WHERE size(pk) = 4",
        "SELECT * FROM pool WHERE pk IS NOT NULL",
      })
  void a_condition_that_leaves_the_key_open_is_a_scan(String statement) {
    anybody.allowed(() -> run(statement));
    assertThat(anybody.context())
        .doesNotContainKey("dynamodb:LeadingKeys")
        .containsEntry("dynamodb:FullTableScan", List.of("true"));
  }

  @Test
  @Tag("attack-D07")
  void an_index_has_a_key_of_its_own() {
    anybody.allowed(
        () -> run("SELECT * FROM \"pool\".\"by-mail\" WHERE mail = 'm' AND pk = 'acme'"));
    assertThat(anybody.actions())
        .containsExactly("dynamodb:PartiQLSelect " + TABLE + "/index/by-mail");
    assertThat(anybody.context()).containsEntry("dynamodb:LeadingKeys", List.of("m"));
  }

  @Test
  void parameters_take_the_place_of_question_marks() {
    anybody.allowed(() -> run("SELECT * FROM pool WHERE x = ? AND pk = ?", "globex", "acme"));
    assertThat(anybody.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme"));
    anybody.allowed(() -> run("INSERT INTO pool VALUE {'x': ?, 'pk': ?}", "globex", "acme"));
    assertThat(anybody.actions()).containsExactly("dynamodb:PartiQLInsert " + TABLE);
    assertThat(anybody.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme"));
    anybody.allowed(
        () -> run("UPDATE pool SET x = ? WHERE pk = ? RETURNING ALL OLD *", "y", "acme"));
    assertThat(anybody.actions()).containsExactly("dynamodb:PartiQLUpdate " + TABLE);
    assertThat(anybody.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme"));
    anybody.allowed(() -> run("DELETE FROM pool WHERE pk = ?", "acme"));
    assertThat(anybody.actions()).containsExactly("dynamodb:PartiQLDelete " + TABLE);
  }

  @Test
  void batches_and_transactions_need_each_of_their_statements() {
    anybody.allowed(
        () ->
            free.batchExecuteStatement(
                r ->
                    r.statements(
                        statement("SELECT * FROM pool WHERE pk = 'acme'"),
                        statement("SELECT * FROM pool WHERE pk = 'globex'"))));
    assertThat(anybody.needed()).hasSize(2);
    anybody.allowed(
        () ->
            free.executeTransaction(
                r -> r.transactStatements(t -> t.statement("DELETE FROM pool WHERE pk = 'acme'"))));
    assertThat(anybody.context())
        .containsEntry("dynamodb:EnclosingOperation", List.of("ExecuteTransaction"));
  }

  private static BatchStatementRequest statement(String text) {
    return BatchStatementRequest.builder().statement(text).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXISTS(SELECT * FROM pool WHERE pk = 'acme')",
        "SELECT * FROM pool WHERE pk = 'acme' ; DELETE FROM pool WHERE pk = 'globex'",
        "SELECT * FROM pool WHERE pk = 'acme' UNION SELECT * FROM pool",
        "SELECT (SELECT * FROM pool) FROM pool WHERE pk = 'acme'",
        "SELECT * FROM pool, other WHERE pk = 'acme'",
        "SELECT * FROM pool WHERE pk = ?",
        "SELECT * FROM pool WHERE pk = 'acme",
        "SELECT * FROM pool WHERE pk = 'a' 'b'",
        "SELECT * FROM pool -- WHERE",
        "INSERT INTO pool VALUE {'x': 1}",
        "INSERT INTO pool VALUE {'pk': 'acme', 'pk': 'globex'}",
        "UPDATE pool SET x = 1",
        "DELETE FROM pool WHERE x = 1",
      })
  void what_is_not_understood_is_not_sent(String statement) {
    anybody.unreadable(() -> run(statement), "");
  }

  @Test
  @Tag("attack-D07")
  void a_policy_of_leading_keys_holds_for_partiql_as_well() {
    Offline acme =
        Offline.with(
            FACTS,
            """
            {'Effect':'Allow','Action':'dynamodb:PartiQLSelect','Resource':'%s',
             'Condition':{'ForAllValues:StringEquals':{'dynamodb:LeadingKeys':'acme'},
              'Null':{'dynamodb:LeadingKeys':'false'}}}"""
                .formatted(TABLE));
    DynamoDbClient client = acme.client(DynamoDbClient.builder());

    acme.allowed(
        () -> client.executeStatement(r -> r.statement("SELECT * FROM pool WHERE pk = 'acme'")));
    for (String foreign :
        List.of(
            "SELECT * FROM pool WHERE pk IN ['acme','globex']",
            "SELECT * FROM pool WHERE pk = 'acme' OR x = 1",
            "SELECT * FROM pool")) {
      acme.denied(() -> client.executeStatement(r -> r.statement(foreign)));
    }
  }
}
