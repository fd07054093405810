package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoDbTest {

  private static LocalAws aws;
  private static DynamoDbClient db;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    db = Clients.management(aws).dynamoDb();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void freshTable() {
    if (db.listTables().tableNames().contains("runs")) {
      db.deleteTable(r -> r.tableName("runs"));
    }
    db.createTable(table());
  }

  private static CreateTableRequest table() {
    return CreateTableRequest.builder()
        .tableName("runs")
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("tenant", ScalarAttributeType.S),
            attribute("run", ScalarAttributeType.N),
            attribute("state", ScalarAttributeType.S))
        .keySchema(key("tenant", KeyType.HASH), key("run", KeyType.RANGE))
        .globalSecondaryIndexes(
            GlobalSecondaryIndex.builder()
                .indexName("by-state")
                .keySchema(key("state", KeyType.HASH), key("run", KeyType.RANGE))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build())
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static Map<String, AttributeValue> key(String tenant, long run) {
    return Map.of("tenant", s(tenant), "run", n(run));
  }

  private static void put(String tenant, long run, String state) {
    Map<String, AttributeValue> item = new HashMap<>(key(tenant, run));
    item.put("state", s(state));
    db.putItem(r -> r.tableName("runs").item(item));
  }

  private static Map<String, AttributeValue> get(String tenant, long run) {
    return db.getItem(r -> r.tableName("runs").key(key(tenant, run))).item();
  }

  @Test
  void tables_are_described_and_exist_once() {
    var table = db.describeTable(r -> r.tableName("runs")).table();

    assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:eu-central-1:111122223333:table/runs");
    assertThat(table.globalSecondaryIndexes()).hasSize(1);
    assertThatExceptionOfType(ResourceInUseException.class)
        .isThrownBy(() -> db.createTable(table()));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> db.describeTable(r -> r.tableName("none")));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> db.getItem(r -> r.tableName("none").key(Map.of("k", s("v")))));
  }

  @Test
  void every_kind_of_value_comes_back() {
    Map<String, AttributeValue> item = new HashMap<>(key("acme", 1));
    item.put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("raw")));
    item.put("flag", AttributeValue.fromBool(true));
    item.put("nothing", AttributeValue.fromNul(true));
    item.put("list", AttributeValue.fromL(List.of(s("a"), n(1))));
    item.put("map", AttributeValue.fromM(Map.of("inner", s("x"))));
    item.put("set", AttributeValue.fromSs(List.of("a", "b")));
    item.put("number", AttributeValue.fromN("1.50"));

    db.putItem(r -> r.tableName("runs").item(item));

    item.put("number", AttributeValue.fromN("1.5"));
    assertThat(get("acme", 1)).isEqualTo(item);
  }

  @Test
  void a_wrong_key_is_refused() {
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(() -> db.getItem(r -> r.tableName("runs").key(Map.of("tenant", s("acme")))))
        .withMessageContaining("does not match the schema");
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(() -> db.putItem(r -> r.tableName("runs").item(Map.of("tenant", s("acme")))));
  }

  @Test
  void conditions_decide_whether_something_is_written() {
    put("acme", 1, "running");

    assertThatExceptionOfType(ConditionalCheckFailedException.class)
        .isThrownBy(
            () ->
                db.putItem(
                    r ->
                        r.tableName("runs")
                            .item(key("acme", 1))
                            .conditionExpression("attribute_not_exists(tenant)")));
    db.deleteItem(
        r ->
            r.tableName("runs")
                .key(key("acme", 1))
                .conditionExpression(
                    "#s IN (:a, :b) AND (begins_with(#s, :p) OR size(#s) > :n)"
                        + " AND NOT contains(#s, :x) AND run BETWEEN :one AND :nine")
                .expressionAttributeNames(Map.of("#s", "state"))
                .expressionAttributeValues(
                    Map.of(
                        ":a", s("running"),
                        ":b", s("ended"),
                        ":p", s("run"),
                        ":n", n(100),
                        ":x", s("x"),
                        ":one", n(1),
                        ":nine", n(9))));
    assertThat(get("acme", 1)).isEmpty();
  }

  @Test
  void updates_set_add_remove_and_delete() {
    var after =
        db.updateItem(
                r ->
                    r.tableName("runs")
                        .key(key("acme", 1))
                        .updateExpression(
                            "SET #s = :s, attempts = if_not_exists(attempts, :zero) + :one,"
                                + " trail = list_append(:log, :log) ADD tags :tags")
                        .expressionAttributeNames(Map.of("#s", "state"))
                        .expressionAttributeValues(
                            Map.of(
                                ":s", s("running"),
                                ":zero", n(0),
                                ":one", n(1),
                                ":log", AttributeValue.fromL(List.of(s("x"))),
                                ":tags", AttributeValue.fromSs(List.of("a", "b"))))
                        .returnValues(ReturnValue.ALL_NEW))
            .attributes();
    var changed =
        db.updateItem(
                r ->
                    r.tableName("runs")
                        .key(key("acme", 1))
                        .updateExpression("REMOVE trail[0] DELETE tags :a ADD attempts :two")
                        .expressionAttributeValues(
                            Map.of(
                                ":a", AttributeValue.fromSs(List.of("a")),
                                ":two", n(2)))
                        .returnValues(ReturnValue.UPDATED_NEW))
            .attributes();

    assertThat(after.get("attempts")).isEqualTo(n(1));
    assertThat(after.get("trail").l()).hasSize(2);
    assertThat(changed)
        .containsEntry("attempts", n(3))
        .containsEntry("tags", AttributeValue.fromSs(List.of("b")))
        .containsEntry("trail", AttributeValue.fromL(List.of(s("x"))));
  }

  @Test
  void what_an_expression_gets_wrong_is_refused() {
    put("acme", 1, "running");

    assertInvalid("SET run = :v", "part of the key");
    assertInvalid("SET x = absent", "unused in expressions");
    assertInvalid("SET x = :v + absent", "does not exist in the item");
    assertInvalid("SET x = :v, x = :v", "overlap");
    assertInvalid("SET x == :v", "Syntax error");
    assertInvalid("SET state = :v", "reserved keyword: state");
  }

  private static void assertInvalid(String expression, String message) {
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(
            () ->
                db.updateItem(
                    r ->
                        r.tableName("runs")
                            .key(key("acme", 1))
                            .updateExpression(expression)
                            .expressionAttributeValues(Map.of(":v", n(1)))))
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .withMessageContaining(message);
  }

  @Test
  void a_query_reads_one_partition_in_order() {
    IntStream.rangeClosed(1, 12).forEach(i -> put("acme", i, i % 2 == 0 ? "even" : "odd"));
    put("globex", 1, "odd");

    var page =
        db.query(
            r ->
                r.tableName("runs")
                    .keyConditionExpression("tenant = :t AND run > :n")
                    .filterExpression("#s = :odd")
                    .projectionExpression("run")
                    .expressionAttributeNames(Map.of("#s", "state"))
                    .expressionAttributeValues(
                        Map.of(":t", s("acme"), ":n", n(2), ":odd", s("odd")))
                    .scanIndexForward(false));
    var all =
        db.queryPaginator(
                r ->
                    r.tableName("runs")
                        .keyConditionExpression("tenant = :t")
                        .expressionAttributeValues(Map.of(":t", s("acme")))
                        .limit(5))
            .items();
    var index =
        db.query(
            r ->
                r.tableName("runs")
                    .indexName("by-state")
                    .keyConditionExpression("#s = :odd AND run BETWEEN :a AND :b")
                    .expressionAttributeNames(Map.of("#s", "state"))
                    .expressionAttributeValues(Map.of(":odd", s("odd"), ":a", n(1), ":b", n(3))));

    assertThat(page.items())
        .extracting(i -> i.get("run").n())
        .containsExactly("11", "9", "7", "5", "3");
    assertThat(page.scannedCount()).isEqualTo(10);
    assertThat(all).extracting(i -> i.get("run").n()).hasSize(12).startsWith("1", "2", "3");
    assertThat(index.count()).isEqualTo(3);
  }

  @Test
  void a_scan_reads_everything_page_by_page() {
    IntStream.rangeClosed(1, 7).forEach(i -> put("acme", i, "odd"));

    assertThat(db.scanPaginator(r -> r.tableName("runs").limit(3)).items()).hasSize(7);
    assertThat(db.scan(r -> r.tableName("runs").select("COUNT")).count()).isEqualTo(7);
  }

  @Test
  void batches_write_and_read() {
    List<WriteRequest> writes =
        IntStream.rangeClosed(1, 25)
            .mapToObj(i -> WriteRequest.builder().putRequest(p -> p.item(key("acme", i))).build())
            .toList();

    db.batchWriteItem(r -> r.requestItems(Map.of("runs", writes)));
    var read =
        db.batchGetItem(
            r ->
                r.requestItems(
                    Map.of(
                        "runs",
                        KeysAndAttributes.builder()
                            .keys(List.of(key("acme", 1), key("acme", 25), key("acme", 99)))
                            .build())));

    assertThat(read.responses().get("runs")).hasSize(2);
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(
            () ->
                db.batchWriteItem(
                    r -> r.requestItems(Map.of("runs", List.of(writes.get(0), writes.get(0))))))
        .withMessageContaining("duplicates");
  }

  @Test
  void a_transaction_happens_as_a_whole_or_not_at_all() {
    put("acme", 1, "running");
    TransactWriteItem update =
        TransactWriteItem.builder()
            .update(
                u ->
                    u.tableName("runs")
                        .key(key("acme", 1))
                        .updateExpression("ADD attempts :one")
                        .expressionAttributeValues(Map.of(":one", n(1))))
            .build();
    TransactWriteItem impossible =
        TransactWriteItem.builder()
            .conditionCheck(
                c ->
                    c.tableName("runs")
                        .key(key("acme", 2))
                        .conditionExpression("attribute_exists(tenant)"))
            .build();

    assertThatExceptionOfType(TransactionCanceledException.class)
        .isThrownBy(() -> db.transactWriteItems(r -> r.transactItems(update, impossible)))
        .satisfies(
            e ->
                assertThat(e.cancellationReasons())
                    .extracting(reason -> reason.code())
                    .containsExactly("None", "ConditionalCheckFailed"));
    assertThat(get("acme", 1)).doesNotContainKey("attempts");

    db.transactWriteItems(r -> r.clientRequestToken("once").transactItems(update));
    db.transactWriteItems(r -> r.clientRequestToken("once").transactItems(update));

    assertThat(get("acme", 1)).containsEntry("attempts", n(1));
  }

  @Test
  void legacy_parameters_are_refused_by_name() {
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(
            () -> db.getItem(r -> r.tableName("runs").key(key("acme", 1)).attributesToGet("state")))
        .withMessageContaining("AttributesToGet");
  }
}
