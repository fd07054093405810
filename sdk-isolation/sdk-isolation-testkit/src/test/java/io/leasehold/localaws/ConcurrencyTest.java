package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.TooManyRequestsException;

class ConcurrencyTest {

  private static final int CALLERS = 40;
  private static LocalAws aws;
  private static DynamoDbClient db;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().createAccountTakes(Duration.ofHours(1)).start();
    db = Clients.management(aws).dynamoDb();
    db.createTable(
        r ->
            r.tableName("claims")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build()));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static <T> List<T> atOnce(Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(CALLERS, call))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void of_many_conditional_writes_one_wins() throws Exception {
    Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS("one"));

    List<Boolean> won =
        atOnce(
            () -> {
              try {
                db.putItem(
                    r ->
                        r.tableName("claims")
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk)"));
                return true;
              } catch (ConditionalCheckFailedException e) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
  }

  @Test
  void no_addition_is_lost() throws Exception {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("counter"));

    atOnce(
        () ->
            db.updateItem(
                r ->
                    r.tableName("claims")
                        .key(key)
                        .updateExpression("ADD hits :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))));

    assertThat(db.getItem(r -> r.tableName("claims").key(key)).item().get("hits").n())
        .isEqualTo(Integer.toString(CALLERS));
  }

  @Test
  void of_many_creations_at_once_five_get_through() throws Exception {
    OrganizationsClient organizations =
        Clients.management(aws)
            .configured(OrganizationsClient.builder())
            .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
            .build();

    List<Boolean> accepted =
        atOnce(
            () -> {
              try {
                organizations.createAccount(
                    r ->
                        r.accountName("lab")
                            .email(Thread.currentThread().getId() + "@example.com"));
                return true;
              } catch (TooManyRequestsException e) {
                return false;
              }
            });

    assertThat(accepted).filteredOn(yes -> yes).hasSize(5);
  }
}
