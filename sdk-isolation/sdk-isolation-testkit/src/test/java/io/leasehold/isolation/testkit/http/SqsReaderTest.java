package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.SqsQueueScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What requests of the real SQS client need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class SqsReaderTest {

  private static final String OWN = "https://sqs.eu-central-1.amazonaws.com/111122223333/app-acme";
  private static final String FOREIGN = OWN.replace("acme", "globex");
  private static final String ARN = "arn:aws:sqs:eu-central-1:111122223333:app-acme";
  private final Offline acme = Offline.acme(AwsFacts.none(), SqsQueueScope.prefixed("app-"));
  private final SqsClient queue = acme.client(SqsClient.builder());
  private final Offline anybody = Offline.everything(AwsFacts.none());
  private final SqsClient free = anybody.client(SqsClient.builder());

  @Test
  @Tag("attack-D30")
  void messages_go_to_the_own_queue_only() {
    acme.allowed(() -> queue.sendMessage(r -> r.queueUrl(OWN).messageBody("b")));
    assertThat(acme.actions()).containsExactly("sqs:SendMessage " + ARN);
    acme.allowed(() -> queue.receiveMessage(r -> r.queueUrl(OWN)));
    acme.denied(() -> queue.sendMessage(r -> r.queueUrl(FOREIGN).messageBody("b")));
    acme.denied(() -> queue.receiveMessage(r -> r.queueUrl(FOREIGN)));
    acme.denied(() -> queue.purgeQueue(r -> r.queueUrl(OWN)));
  }

  @Test
  void a_batch_needs_the_permission_of_the_single_message() {
    acme.allowed(
        () ->
            queue.sendMessageBatch(
                r -> r.queueUrl(OWN).entries(e -> e.id("1").messageBody("one"))));
    assertThat(acme.actions()).containsExactly("sqs:SendMessage " + ARN);
    acme.denied(
        () ->
            queue.deleteMessageBatch(
                r -> r.queueUrl(FOREIGN).entries(e -> e.id("1").receiptHandle("h"))));
  }

  @Test
  @Tag("attack-D30")
  void a_queue_of_another_account_or_region_is_not_the_own_one() {
    acme.denied(
        () ->
            queue.sendMessage(
                r -> r.queueUrl(OWN.replace("111122223333", "999999999999")).messageBody("b")));
    acme.unreadable(
        () ->
            queue.sendMessage(
                r -> r.queueUrl(OWN.replace("eu-central", "us-east")).messageBody("b")),
        "the queue is in us-east-1 and the request is signed for eu-central-1");
    anybody.unreadable(
        () -> free.sendMessage(r -> r.queueUrl(OWN + "/more").messageBody("b")),
        "is no URL of a queue");
  }

  @Test
  @Tag("attack-D30")
  void settings_redrive_and_permissions_of_a_queue_are_denied() {
    acme.denied(
        () ->
            queue.setQueueAttributes(
                r ->
                    r.queueUrl(OWN).attributes(java.util.Map.of(QueueAttributeName.POLICY, "{}"))));
    acme.denied(
        () ->
            queue.addPermission(
                r -> r.queueUrl(OWN).label("x").actions("*").awsAccountIds("999999999999")));
    acme.denied(() -> queue.startMessageMoveTask(r -> r.sourceArn(ARN).destinationArn(ARN)));
    acme.denied(() -> queue.listQueues());
    acme.denied(() -> queue.createQueue(r -> r.queueName("new")));
  }

  @Test
  void moving_messages_needs_both_queues() {
    anybody.allowed(
        () -> free.startMessageMoveTask(r -> r.sourceArn(ARN).destinationArn(ARN + "-2")));
    assertThat(anybody.actions())
        .contains("sqs:StartMessageMoveTask " + ARN, "sqs:SendMessage " + ARN + "-2");
  }

  @Test
  void the_url_of_a_queue_is_asked_for_by_name_and_owner() {
    anybody.denied(
        () -> free.getQueueUrl(r -> r.queueName("q").queueOwnerAWSAccountId("999999999999")));
    assertThat(anybody.actions())
        .containsExactly("sqs:GetQueueUrl arn:aws:sqs:eu-central-1:999999999999:q");
  }
}
