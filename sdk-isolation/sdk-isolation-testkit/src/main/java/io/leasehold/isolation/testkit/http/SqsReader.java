package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amazon SQS: the queue of the URL. */
final class SqsReader {

  private static final Pattern PATH =
      Pattern.compile("/(\\d{12})/([A-Za-z0-9_-]{1,80}(?:\\.fifo)?)");
  private static final Pattern HOST =
      Pattern.compile("sqs(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}(?:\\.fifo)?");
  private static final List<String> ON_QUEUES =
      List.of(
          "AddPermission",
          "ChangeMessageVisibility",
          "DeleteMessage",
          "DeleteQueue",
          "GetQueueAttributes",
          "ListDeadLetterSourceQueues",
          "ListQueueTags",
          "PurgeQueue",
          "ReceiveMessage",
          "RemovePermission",
          "SendMessage",
          "SetQueueAttributes",
          "UntagQueue");
  private static final List<String> IN_BATCHES =
      List.of("ChangeMessageVisibility", "DeleteMessage", "SendMessage");

  private SqsReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : ON_QUEUES) {
      operations.put(name, (request, input) -> List.of(onQueue(request, input, name)));
    }
    // A batch needs the permission of the single message.
    for (String name : IN_BATCHES) {
      operations.put(name + "Batch", (request, input) -> List.of(onQueue(request, input, name)));
    }
    operations.put("GetQueueUrl", SqsReader::getQueueUrl);
    operations.put("ListQueues", (request, input) -> List.of(Need.of("sqs:ListQueues", "*")));
    operations.put("StartMessageMoveTask", SqsReader::move);
    return new JsonReader(
        "sqs", "sqs", "1.0", "com.amazon.coral.service#", operations, SqsReader::success);
  }

  // The client compares the digests of what it sent with those of the answer.
  private static String success(ObjectNode input, String operation) {
    ObjectNode output = Json.object();
    if (operation.equals("SendMessage")) {
      sent(output, input);
    } else if (operation.equals("SendMessageBatch")) {
      ArrayNode successful = output.putArray("Successful");
      for (JsonNode entry : input.path("Entries")) {
        sent(successful.addObject().put("Id", entry.path("Id").asText()), entry);
      }
    }
    return Json.write(output);
  }

  private static void sent(ObjectNode output, JsonNode message) {
    output.put("MessageId", "00000000-0000-0000-0000-000000000000");
    output.put("MD5OfMessageBody", md5(message.path("MessageBody").asText()));
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static Need onQueue(SignedRequest request, ObjectNode input, String name) {
    return Need.of("sqs:" + name, arn(request, input.path("QueueUrl").asText("")));
  }

  private static String arn(SignedRequest request, String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("\"" + url + "\" is no URL of a queue");
    }
    Matcher path = PATH.matcher(uri.getPath() == null ? "" : uri.getPath());
    if (!path.matches() || uri.getRawQuery() != null) {
      throw new Unreadable("\"" + url + "\" is no URL of a queue");
    }
    Matcher host = HOST.matcher(uri.getHost() == null ? "" : uri.getHost());
    if (host.matches() && !host.group(1).equals(request.region())) {
      throw new Unreadable(
          "the queue is in %s and the request is signed for %s"
              .formatted(host.group(1), request.region()));
    }
    return "arn:%s:sqs:%s:%s:%s"
        .formatted(request.partition(), request.region(), path.group(1), path.group(2));
  }

  private static List<Need> getQueueUrl(SignedRequest request, ObjectNode input) {
    String name = input.path("QueueName").asText("");
    String owner = input.path("QueueOwnerAWSAccountId").asText(request.account());
    if (!NAME.matcher(name).matches() || !owner.matches("\\d{12}")) {
      throw new Unreadable("\"" + name + "\" is no name of a queue");
    }
    return List.of(
        Need.of(
            "sqs:GetQueueUrl",
            "arn:%s:sqs:%s:%s:%s".formatted(request.partition(), request.region(), owner, name)));
  }

  // Takes from one queue and puts into another, which AWS asks of the caller one by one.
  private static List<Need> move(SignedRequest request, ObjectNode input) {
    String source = input.path("SourceArn").asText("");
    if (!input.has("DestinationArn")) {
      throw new Unreadable("it moves messages back to where they came from: say DestinationArn");
    }
    String destination = input.path("DestinationArn").asText("");
    return List.of(
        Need.of("sqs:StartMessageMoveTask", source),
        Need.of("sqs:ReceiveMessage", source),
        Need.of("sqs:DeleteMessage", source),
        Need.of("sqs:GetQueueAttributes", source),
        Need.of("sqs:SendMessage", destination));
  }
}
