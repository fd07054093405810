package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.EventBusScope;
import io.leasehold.isolation.aws.scope.KinesisStreamScope;
import io.leasehold.isolation.aws.scope.SnsTopicScope;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What requests of the real clients of SNS, EventBridge and Kinesis need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class MessagingReadersTest {

  private static final String PLACE = "eu-central-1:111122223333:";
  private final Offline acme =
      Offline.acme(
          AwsFacts.none(),
          SnsTopicScope.prefixed("news_"),
          EventBusScope.of("shared", "app."),
          KinesisStreamScope.prefixed("clicks_"));
  private final SnsClient topics = acme.client(SnsClient.builder());
  private final EventBridgeClient buses = acme.client(EventBridgeClient.builder());
  private final KinesisClient streams = acme.client(KinesisClient.builder());
  private final Offline anybody = Offline.everything(AwsFacts.none());

  @Test
  @Tag("attack-D31")
  void messages_are_published_on_the_own_topic_only() {
    String own = "arn:aws:sns:" + PLACE + "news_acme";

    acme.allowed(() -> topics.publish(r -> r.topicArn(own).message("m")));
    assertThat(acme.actions()).containsExactly("sns:Publish " + own);
    acme.allowed(
        () ->
            topics.publishBatch(
                r -> r.topicArn(own).publishBatchRequestEntries(e -> e.id("1").message("m"))));
    acme.denied(() -> topics.publish(r -> r.topicArn(own.replace("acme", "globex")).message("m")));
    acme.denied(() -> topics.publish(r -> r.phoneNumber("+4915112345678").message("m")));
    assertThat(acme.actions()).containsExactly("sns:Publish +4915112345678");
    acme.denied(
        () ->
            topics.subscribe(
                r -> r.topicArn(own).protocol("https").endpoint("https://evil.example")));
    assertThat(acme.context())
        .containsEntry("sns:Protocol", List.of("https"))
        .containsEntry("sns:Endpoint", List.of("https://evil.example"));
    acme.denied(() -> topics.listSubscriptions());
    acme.unreadable(() -> topics.publish(r -> r.message("m")), "exactly one of topic, target");
  }

  @Test
  void a_refusal_of_sns_looks_like_that_of_aws() {
    assertThat(
            acme.denied(
                () ->
                    topics.publish(r -> r.topicArn("arn:aws:sns:" + PLACE + "other").message("m"))))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
        .hasMessageContaining("is not authorized to perform: sns:Publish on resource: arn:aws:sns");
  }

  private static PutEventsRequestEntry event(String source) {
    return PutEventsRequestEntry.builder()
        .eventBusName("shared")
        .source(source)
        .detailType("kind")
        .detail("{}")
        .build();
  }

  @Test
  @Tag("attack-D32")
  void each_source_of_a_batch_of_events_is_compared() {
    acme.allowed(() -> buses.putEvents(r -> r.entries(event("app.acme"), event("app.acme"))));
    assertThat(acme.actions())
        .containsExactly("events:PutEvents arn:aws:events:" + PLACE + "event-bus/shared");
    acme.denied(() -> buses.putEvents(r -> r.entries(event("app.acme"), event("app.globex"))));
    assertThat(acme.context())
        .containsEntry("events:source", List.of("app.acme", "app.globex"))
        .containsEntry("events:detail-type", List.of("kind"));
  }

  @Test
  @Tag("attack-D32")
  void the_default_bus_rules_and_targets_are_denied() {
    acme.denied(
        () ->
            buses.putEvents(
                r ->
                    r.entries(
                        event("app.acme"), event("app.acme").copy(e -> e.eventBusName(null)))));
    assertThat(acme.actions())
        .contains("events:PutEvents arn:aws:events:" + PLACE + "event-bus/default");
    acme.denied(() -> buses.putRule(r -> r.name("r").eventPattern("{}")));
    acme.denied(() -> buses.putTargets(r -> r.rule("r").targets(t -> t.id("1").arn("arn:x"))));
    acme.unreadable(
        () -> buses.putEvents(r -> r.entries(event("app.acme").copy(e -> e.source(null)))),
        "an event has no Source");
  }

  @Test
  void rules_belong_to_their_bus() {
    EventBridgeClient free = anybody.client(EventBridgeClient.builder());

    anybody.allowed(() -> free.disableRule(r -> r.name("r").eventBusName("shared")));
    anybody.allowed(() -> free.disableRule(r -> r.name("r")));
    assertThat(anybody.calls)
        .extracting(call -> call.needed().get(0).resource())
        .containsExactly(
            "arn:aws:events:" + PLACE + "rule/shared/r", "arn:aws:events:" + PLACE + "rule/r");
  }

  @Test
  @Tag("attack-D41")
  void records_go_to_the_own_stream_only() {
    SdkBytes data = SdkBytes.fromUtf8String("click");

    acme.allowed(
        () -> streams.putRecord(r -> r.streamName("clicks_acme").partitionKey("k").data(data)));
    assertThat(acme.actions())
        .containsExactly("kinesis:PutRecord arn:aws:kinesis:" + PLACE + "stream/clicks_acme");
    assertThat(
            acme.denied(
                () ->
                    streams.putRecord(
                        r -> r.streamName("clicks_globex").partitionKey("k").data(data))))
        .hasMessageContaining("is not authorized to perform: kinesis:PutRecord");
    acme.denied(
        () ->
            streams.getRecords(
                r ->
                    r.shardIterator("i")
                        .streamARN("arn:aws:kinesis:" + PLACE + "stream/clicks_globex")));
    acme.unreadable(() -> streams.getRecords(r -> r.shardIterator("i")), "say StreamARN");
    acme.denied(() -> streams.listStreams());
  }
}
