package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Asynchronous SDK clients meet the same decisions. */
class IamEnforcingAsyncHttpClientTest {

  private static final AwsFacts FACTS = AwsFacts.builder().table("pool", "pk").build();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final Offline acme =
      Offline.acme(FACTS, DynamoDbPooledScope.table("pool"), S3PrefixScope.bucket("pool"));

  private DynamoDbAsyncClient table(SdkAsyncHttpClient http) {
    return DynamoDbAsyncClient.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(Offline.KEYS))
        .httpClient(http)
        .build();
  }

  private DynamoDbAsyncClient table(OfflineAnswers answers) {
    return table(IamEnforcingAsyncHttpClient.answering(acme.iam, answers));
  }

  private static Map<String, AttributeValue> key(String tenant) {
    return Map.of("pk", AttributeValue.fromS(tenant));
  }

  @Test
  void what_is_allowed_is_answered() {
    DynamoDbAsyncClient table =
        table(call -> Optional.of(OfflineAnswer.json("{\"Item\":{\"pk\":{\"S\":\"acme\"}}}")));

    assertThat(table.getItem(r -> r.tableName("pool").key(key("acme"))).join().item())
        .isEqualTo(key("acme"));
  }

  @Test
  void what_is_not_allowed_is_denied_as_aws_does_it() {
    DynamoDbAsyncClient table = table(OfflineAnswers.nothing());

    acme.denied(
        () -> {
          try {
            table.getItem(r -> r.tableName("pool").key(key("globex"))).join();
          } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void every_page_of_a_paginator_is_decided() {
    DynamoDbAsyncClient table =
        table(
            call ->
                Optional.of(
                    OfflineAnswer.json(
                        call.text().contains("ExclusiveStartKey")
                            ? "{\"Items\":[],\"Count\":0}"
                            : "{\"Items\":[],\"Count\":0,\"LastEvaluatedKey\":{\"pk\":{\"S\":\"acme\"}}}")));

    table
        .queryPaginator(
            r ->
                r.tableName("pool")
                    .keyConditionExpression("pk = :t")
                    .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("acme"))))
        .subscribe(page -> {})
        .join();

    assertThat(acme.calls)
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.sessionArn()).isEqualTo(Offline.ARN));
  }

  @Test
  void bodies_arrive_without_their_framing_and_answers_with_their_bytes() {
    S3AsyncClient files =
        S3AsyncClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(Offline.KEYS))
            .httpClient(
                IamEnforcingAsyncHttpClient.answering(
                    acme.iam,
                    call -> {
                      bodies.add(call.text());
                      return call.operation().equals("GetObject")
                          ? Optional.of(OfflineAnswer.bytes(new byte[] {1, 2, 3}))
                          : Optional.empty();
                    }))
            .build();

    files
        .putObject(r -> r.bucket("pool").key("acme/f"), AsyncRequestBody.fromString("content"))
        .join();
    assertThat(bodies).containsExactly("content");
    assertThat(
            files
                .getObject(r -> r.bucket("pool").key("acme/f"), AsyncResponseTransformer.toBytes())
                .join()
                .asByteArray())
        .containsExactly(1, 2, 3);
  }

  @Test
  void what_cannot_be_read_fails_the_call() {
    DynamoDbAsyncClient table = table(OfflineAnswers.nothing());

    assertThatThrownBy(() -> table.getItem(r -> r.tableName("other").key(key("acme"))).join())
        .hasRootCauseInstanceOf(UnreadableRequestException.class);
  }

  @Test
  void a_client_behind_it_gets_only_what_is_allowed() {
    List<AsyncExecuteRequest> forwarded = new ArrayList<>();
    SdkAsyncHttpClient answering =
        IamEnforcingAsyncHttpClient.answering(acme.iam, OfflineAnswers.nothing());
    SdkAsyncHttpClient behind =
        new SdkAsyncHttpClient() {
          @Override
          public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            forwarded.add(request);
            return answering.execute(request);
          }

          @Override
          public void close() {}
        };
    DynamoDbAsyncClient table = table(IamEnforcingAsyncHttpClient.inFrontOf(behind, acme.iam));

    table.putItem(r -> r.tableName("pool").item(key("acme"))).join();
    assertThatThrownBy(() -> table.putItem(r -> r.tableName("pool").item(key("globex"))).join())
        .hasMessageContaining("is not authorized to perform: dynamodb:PutItem");

    assertThat(forwarded).hasSize(1);
  }
}
