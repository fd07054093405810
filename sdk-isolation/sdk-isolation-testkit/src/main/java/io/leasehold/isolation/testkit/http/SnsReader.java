package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Amazon SNS: the topic, the endpoint of a subscription, or the phone number. */
final class SnsReader {

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,256}(?:\\.fifo)?");
  private static final Pattern TARGET =
      Pattern.compile("[A-Za-z0-9_-]{1,256}(?:\\.fifo)?|(?:endpoint|app)/[A-Za-z0-9_./-]+");
  private static final List<String> ON_TOPICS =
      List.of(
          "AddPermission",
          "ConfirmSubscription",
          "DeleteTopic",
          "GetTopicAttributes",
          "ListSubscriptionsByTopic",
          "RemovePermission",
          "SetTopicAttributes");
  private static final List<String> WITHOUT_RESOURCE = List.of("ListSubscriptions", "ListTopics");

  private SnsReader() {}

  static ServiceReader create() {
    Map<String, QueryReader.Operation> operations = new HashMap<>();
    for (String name : ON_TOPICS) {
      operations.put(name, (request, form) -> List.of(Need.of("sns:" + name, topic(form))));
    }
    for (String name : WITHOUT_RESOURCE) {
      operations.put(name, (request, form) -> List.of(Need.of("sns:" + name, "*")));
    }
    operations.put("Publish", (request, form) -> List.of(publish(form)));
    operations.put("PublishBatch", (request, form) -> List.of(Need.of("sns:Publish", topic(form))));
    operations.put("Subscribe", (request, form) -> List.of(subscribe(form)));
    operations.put(
        "CreateTopic",
        (request, form) -> List.of(Need.of("sns:CreateTopic", named(request, form))));
    return new QueryReader("sns", "http://sns.amazonaws.com/doc/2010-03-31/", operations);
  }

  // A phone number is no ARN, and no policy that names a topic covers it.
  private static Need publish(Parameters form) {
    List<String> targets =
        Stream.of("TopicArn", "TargetArn", "PhoneNumber")
            .flatMap(name -> form.find(name).stream())
            .toList();
    if (targets.size() != 1) {
      throw new Unreadable("it does not name exactly one of topic, target and phone number");
    }
    String target = targets.get(0);
    boolean phone = form.has("PhoneNumber");
    return Need.of("sns:Publish", phone ? target : Arns.require(target, "sns", TARGET));
  }

  private static Need subscribe(Parameters form) {
    return Need.of("sns:Subscribe", topic(form))
        .with("sns:Protocol", form.find("Protocol"))
        .with("sns:Endpoint", form.find("Endpoint"));
  }

  private static String topic(Parameters form) {
    return Arns.require(form.find("TopicArn").orElse(""), "sns", TOPIC);
  }

  private static String named(SignedRequest request, Parameters form) {
    if (form.all().stream().anyMatch(one -> one.name().startsWith("Tags."))) {
      throw new Unreadable("the tags of a new topic are not read");
    }
    return request.arn("sns", Arns.requireName(TOPIC, form.find("Name").orElse(""), "topic"));
  }
}
