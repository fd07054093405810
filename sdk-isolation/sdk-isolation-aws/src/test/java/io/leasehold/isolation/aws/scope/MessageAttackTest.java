package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on queues, topics, buses and streams. */
class MessageAttackTest {

  private static final String QUEUES = "arn:aws:sqs:" + HERE;
  private static final String TOPICS = "arn:aws:sns:" + HERE;
  private static final String BUSES = "arn:aws:events:" + HERE + "event-bus/";
  private static final String STREAMS = "arn:aws:kinesis:" + HERE + "stream/";
  private static final String SOURCE = "events:source";

  private final Actor queues = PolicyUnderAttack.of(new SqsQueueScope("app-", "-work")).acme();
  private final Actor topics = PolicyUnderAttack.of(SnsTopicScope.prefixed("news-")).acme();
  private final Actor bus = PolicyUnderAttack.of(EventBusScope.of("app", "app.")).acme();
  private final Actor streams = PolicyUnderAttack.of(KinesisStreamScope.prefixed("log-")).acme();

  @ParameterizedTest
  @ValueSource(
      strings = {"SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"})
  @Tag("attack-D30")
  void aForeignQueueIsOutOfReach(String action) {
    assertThat(queues.may("sqs:" + action, QUEUES + "app-acme-work")).isTrue();
    for (String foreign :
        List.of("app-globex-work", "app-acme-eu-work", "app-acme", "app-acme-work-dlq", "shared")) {
      assertThat(queues.may("sqs:" + action, QUEUES + foreign)).as(foreign).isFalse();
    }
    // The URL of a queue may name any account.
    assertThat(queues.may("sqs:" + action, "arn:aws:sqs:eu-central-1:222222222222:app-acme-work"))
        .isFalse();
    assertThat(queues.may("sqs:" + action, "arn:aws:sqs:us-east-1:111111111111:app-acme-work"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SetQueueAttributes",
        "AddPermission",
        "StartMessageMoveTask",
        "ListMessageMoveTasks",
        "PurgeQueue",
        "ListDeadLetterSourceQueues",
        "TagQueue",
        "CreateQueue",
        "ListQueues"
      })
  @Tag("attack-D30")
  void noQueueIsRedirectedSharedOrMovedNotEvenOnesOwn(String action) {
    assertThat(queues.may("sqs:" + action, QUEUES + "app-acme-work")).isFalse();
    assertThat(queues.may("sqs:" + action, QUEUES + "app-globex-work")).isFalse();
    assertThat(queues.may("sqs:" + action, "*")).isFalse();
  }

  @Test
  @Tag("attack-D31")
  void aPhoneNumberIsNoTopic() {
    assertThat(topics.may("sns:Publish", TOPICS + "news-acme")).isTrue();
    assertThat(topics.may("sns:Publish", "*")).isFalse();
    assertThat(topics.may("sns:Publish", TOPICS + "news-globex")).isFalse();
    // To a mobile device, published to by its endpoint.
    assertThat(topics.may("sns:Publish", TOPICS + "endpoint/APNS/app/news-acme")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subscribe",
        "ConfirmSubscription",
        "SetSubscriptionAttributes",
        "SetTopicAttributes",
        "AddPermission",
        "ListSubscriptions",
        "ListSubscriptionsByTopic",
        "PutDataProtectionPolicy"
      })
  @Tag("attack-D31")
  void nobodySubscribesAnywhere(String action) {
    assertThat(topics.may("sns:" + action, TOPICS + "news-acme")).isFalse();
    assertThat(topics.may("sns:" + action, TOPICS + "news-globex")).isFalse();
    assertThat(
            topics.may(
                topics
                    .asks("sns:" + action, TOPICS + "news-acme")
                    .with("sns:Protocol", "https")
                    .with("sns:Endpoint", "https://attacker.example/")))
        .isFalse();
    assertThat(topics.may("sns:" + action, "*")).isFalse();
  }

  @Test
  @Tag("attack-D32")
  void everySourceOfABatchIsOnesOwn() {
    assertThat(puts("app", "app.acme")).isTrue();
    assertThat(puts("app", "app.acme", "app.acme")).isTrue();
    assertThat(puts("app", "app.acme", "app.globex")).isFalse();
    assertThat(puts("app", "app.globex", "app.acme")).isFalse();
    assertThat(puts("app", "app.acme-eu")).isFalse();
    assertThat(puts("app", "aws.s3")).isFalse();
    assertThat(bus.may("events:PutEvents", BUSES + "app")).isFalse();
    assertThat(puts("default", "app.acme")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutRule", "PutTargets", "PutPermission", "CreateArchive", "StartReplay"})
  @Tag("attack-D32")
  void nobodyTakesEventsOffTheBus(String action) {
    for (String on : List.of("event-bus/app", "rule/app/acme", "rule/acme", "archive/acme")) {
      assertThat(bus.may("events:" + action, "arn:aws:events:" + HERE + on)).as(on).isFalse();
      assertThat(
              bus.may(
                  bus.asks("events:" + action, "arn:aws:events:" + HERE + on)
                      .with(SOURCE, "app.acme")))
          .as(on)
          .isFalse();
    }
  }

  @Test
  @Tag("attack-D41")
  void aForeignStreamIsOutOfReachAndSoIsASharedOne() {
    for (String action : List.of("PutRecords", "GetRecords", "GetShardIterator", "ListShards")) {
      assertThat(streams.may("kinesis:" + action, STREAMS + "log-acme")).isTrue();
      for (String foreign : List.of("log-globex", "log-acme-eu", "log-", "log")) {
        assertThat(streams.may("kinesis:" + action, STREAMS + foreign)).as(foreign).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RegisterStreamConsumer",
        "SubscribeToShard",
        "PutResourcePolicy",
        "EnableEnhancedMonitoring",
        "MergeShards",
        "DescribeStreamConsumer"
      })
  @Tag("attack-D41")
  void nobodyRegistersAConsumer(String action) {
    for (String on : List.of("log-acme", "log-acme/consumer/x:1", "log-globex/consumer/x:1")) {
      assertThat(streams.may("kinesis:" + action, STREAMS + on)).as(on).isFalse();
    }
  }

  private boolean puts(String to, String... sources) {
    return bus.may(bus.asks("events:PutEvents", BUSES + to).with(SOURCE, sources));
  }
}
