package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What requests of the real DynamoDB client need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class DynamoDbReaderTest {

  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/pool";
  private static final AwsFacts FACTS =
      AwsFacts.builder().table("pool", "pk").index("pool", "by-mail", "mail").build();
  private final Offline acme = Offline.acme(FACTS, DynamoDbPooledScope.table("pool"));
  private final DynamoDbClient table = acme.client(DynamoDbClient.builder());
  private final Offline anybody = Offline.everything(FACTS);
  private final DynamoDbClient free = anybody.client(DynamoDbClient.builder());

  private static Map<String, AttributeValue> key(String tenant) {
    return Map.of("pk", AttributeValue.fromS(tenant));
  }

  @Test
  void single_items_are_known_by_their_partition_key() {
    acme.allowed(() -> table.getItem(r -> r.tableName("pool").key(key("acme"))));
    assertThat(acme.actions()).containsExactly("dynamodb:GetItem " + TABLE);
    assertThat(acme.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme"));
    acme.allowed(
        () ->
            table.putItem(
                r ->
                    r.tableName("pool")
                        .item(
                            Map.of(
                                "pk",
                                AttributeValue.fromS("acme"),
                                "sk",
                                AttributeValue.fromS("globex")))));
    acme.denied(() -> table.getItem(r -> r.tableName("pool").key(key("globex"))));
    acme.denied(() -> table.putItem(r -> r.tableName("pool").item(key("globex"))));
    acme.denied(() -> table.updateItem(r -> r.tableName("pool").key(key("globex"))));
    acme.denied(() -> table.deleteItem(r -> r.tableName("pool").key(key("globex"))));
  }

  @Test
  void a_refusal_looks_like_that_of_aws() {
    assertThat(acme.denied(() -> table.getItem(r -> r.tableName("pool").key(key("globex")))))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
        .hasMessageContaining(
            "User: arn:aws:sts::111122223333:assumed-role/app/acme is not authorized to perform:"
                + " dynamodb:GetItem on resource: "
                + TABLE
                + " because no session policy allows the dynamodb:GetItem action");
  }

  @Test
  void a_table_may_be_named_by_its_arn_and_belong_to_another_account() {
    String foreign = TABLE.replace("111122223333", "999999999999");

    acme.allowed(() -> table.getItem(r -> r.tableName(TABLE).key(key("acme"))));
    acme.denied(() -> table.getItem(r -> r.tableName(foreign).key(key("acme"))));
    assertThat(acme.actions()).containsExactly("dynamodb:GetItem " + foreign);
  }

  @Test
  void a_query_is_known_by_the_partition_that_its_condition_fixes() {
    acme.allowed(() -> query("pk = :t", "acme"));
    acme.allowed(() -> query("sk > :t AND (pk = :t)", "acme"));
    acme.denied(() -> query("pk = :t", "globex"));
    anybody.unreadable(
        () ->
            free.query(
                r ->
                    r.tableName("pool")
                        .keyConditionExpression("pk > :t")
                        .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("a")))),
        "Query condition missed key schema element: pk");
  }

  private void query(String condition, String value) {
    table.query(
        r ->
            r.tableName("pool")
                .keyConditionExpression(condition)
                .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(value))));
  }

  @Test
  @Tag("attack-D02")
  void a_query_on_an_index_names_the_index_and_its_key() {
    acme.denied(
        () ->
            table.query(
                r ->
                    r.tableName("pool")
                        .indexName("by-mail")
                        .keyConditionExpression("#m = :m")
                        .expressionAttributeNames(Map.of("#m", "mail"))
                        .expressionAttributeValues(Map.of(":m", AttributeValue.fromS("acme")))));
    assertThat(acme.actions()).containsExactly("dynamodb:Query " + TABLE + "/index/by-mail");
    assertThat(acme.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme"));
  }

  @Test
  @Tag("attack-D01")
  void a_scan_carries_no_leading_keys() {
    acme.denied(() -> table.scan(r -> r.tableName("pool")));
    anybody.allowed(() -> free.scan(r -> r.tableName("pool")));
    assertThat(anybody.context()).doesNotContainKey("dynamodb:LeadingKeys");
  }

  @Test
  @Tag("attack-D04")
  void a_batch_read_names_all_its_keys() {
    acme.denied(
        () ->
            table.batchGetItem(
                r ->
                    r.requestItems(
                        Map.of(
                            "pool",
                            KeysAndAttributes.builder()
                                .keys(List.of(key("acme"), key("globex")))
                                .build()))));
    assertThat(acme.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme", "globex"));
  }

  @Test
  @Tag("attack-D05")
  void a_batch_write_names_all_its_keys() {
    acme.denied(
        () ->
            table.batchWriteItem(
                r ->
                    r.requestItems(
                        Map.of(
                            "pool",
                            List.of(
                                WriteRequest.builder().putRequest(p -> p.item(key("acme"))).build(),
                                WriteRequest.builder()
                                    .deleteRequest(d -> d.key(key("globex")))
                                    .build())))));
    assertThat(acme.context()).containsEntry("dynamodb:LeadingKeys", List.of("acme", "globex"));
  }

  @Test
  @Tag("attack-D06")
  void a_transaction_needs_a_permission_for_each_kind_of_statement() {
    acme.denied(
        () ->
            table.transactWriteItems(
                r ->
                    r.transactItems(
                        i -> i.put(p -> p.tableName("pool").item(key("acme"))),
                        i ->
                            i.conditionCheck(
                                c ->
                                    c.tableName("pool")
                                        .key(key("globex"))
                                        .conditionExpression("attribute_exists(pk)")))));
    assertThat(acme.actions())
        .containsExactly("dynamodb:PutItem " + TABLE, "dynamodb:ConditionCheckItem " + TABLE);
    assertThat(acme.needed().get(0).context())
        .containsEntry("dynamodb:EnclosingOperation", List.of("TransactWriteItems"));
    acme.denied(
        () ->
            table.transactGetItems(
                r -> r.transactItems(i -> i.get(g -> g.tableName("pool").key(key("globex"))))));
  }

  @Test
  @Tag("attack-D08")
  @Tag("attack-D09")
  void operations_that_no_policy_allows_on_anything_are_denied_without_being_read() {
    acme.denied(() -> table.exportTableToPointInTime(r -> r.tableArn(TABLE).s3Bucket("mine")));
    acme.denied(() -> table.putResourcePolicy(r -> r.resourceArn(TABLE).policy("{}")));
    acme.denied(
        () -> table.restoreTableFromBackup(r -> r.backupArn(TABLE).targetTableName("mine")));
    assertThat(acme.actions()).containsExactly("dynamodb:RestoreTableFromBackup *");
  }

  @Test
  void operations_that_a_policy_may_allow_and_nobody_reads_are_not_sent() {
    anybody.unreadable(
        () -> free.exportTableToPointInTime(r -> r.tableArn(TABLE).s3Bucket("mine")),
        "a policy allows dynamodb:ExportTableToPointInTime on something");
  }

  @Test
  void a_table_whose_key_is_not_known_cannot_be_read() {
    acme.unreadable(
        () -> table.getItem(r -> r.tableName("other").key(key("acme"))),
        "AwsFacts.table(\"other\", attribute)");
  }

  @Test
  void a_condition_on_a_key_that_is_not_read_is_not_passed_over() {
    Offline some =
        Offline.with(
            FACTS,
            """
            {'Effect':'Allow','Action':'dynamodb:*','Resource':'*'},
            {'Effect':'Deny','Action':'dynamodb:GetItem','Resource':'*',
             'Condition':{'ForAnyValue:StringEquals':{'dynamodb:Attributes':'secret'}}}""");
    DynamoDbClient client = some.client(DynamoDbClient.builder());

    some.unreadable(
        () ->
            client.getItem(
                r -> r.tableName("pool").key(key("acme")).projectionExpression("secret")),
        "dynamodb:attributes");
    some.allowed(() -> client.putItem(r -> r.tableName("pool").item(key("acme"))));
  }

  @Test
  void a_query_in_the_legacy_form_is_read_as_well() {
    acme.denied(
        () ->
            table.query(
                r ->
                    r.tableName("pool")
                        .keyConditions(
                            Map.of(
                                "pk",
                                software.amazon.awssdk.services.dynamodb.model.Condition.builder()
                                    .comparisonOperator("EQ")
                                    .attributeValueList(AttributeValue.fromS("globex"))
                                    .build()))));
    assertThat(acme.context()).containsEntry("dynamodb:LeadingKeys", List.of("globex"));
  }
}
