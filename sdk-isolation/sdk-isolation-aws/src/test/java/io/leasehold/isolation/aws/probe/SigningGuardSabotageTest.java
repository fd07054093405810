package io.leasehold.isolation.aws.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.guard.SigningIdentityException;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A call that is bound to one tenant, and signed with the key of another on its way. */
@Timeout(60)
class SigningGuardSabotageTest {

  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());

  @AfterEach
  void close() {
    aws.close();
  }

  private static GetItemRequest signedByAnother() {
    GetItemRequest bound =
        (GetItemRequest)
            TenantOverride.bind(
                GetItemRequest.builder()
                    .tableName("items")
                    .key(Map.of("pk", AttributeValue.fromS("acme")))
                    .build(),
                DroppedOverrides.ACMES);
    return bound.toBuilder()
        .overrideConfiguration(
            bound.overrideConfiguration().orElseThrow().toBuilder()
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("ASIA-GLOBEX", "secret")))
                .build())
        .build();
  }

  @Test
  @Tag("attack-E20")
  void withoutTheGuardItIsSentAsTheOther() {
    try (DynamoDbClient guarded = TenantClients.prepare(shared.dynamoDb()).build()) {
      assertThatThrownBy(() -> guarded.getItem(signedByAnother()))
          .isInstanceOf(SigningIdentityException.class);
    }
    assertThat(aws.signers()).isEmpty();

    AwsCredentialsProvider nobody = RefusingCredentialsProvider.INSTANCE;
    try (DynamoDbClient unguarded = shared.dynamoDb().credentialsProvider(nobody).build()) {
      unguarded.getItem(signedByAnother());
    }
    assertThat(aws.signers()).containsExactly("ASIA-GLOBEX");
  }
}
