package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Amazon Kinesis: the stream; which records, no policy can tell. */
final class KinesisReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
  private static final Pattern STREAM = Pattern.compile("stream/[A-Za-z0-9_.-]{1,128}");
  private static final Pattern CONSUMER =
      Pattern.compile("stream/[A-Za-z0-9_.-]{1,128}/consumer/[A-Za-z0-9_.-]{1,128}:\\d+");
  private static final List<String> ON_STREAMS =
      List.of(
          "AddTagsToStream",
          "CreateStream",
          "DeleteStream",
          "DescribeStream",
          "DescribeStreamSummary",
          "GetRecords",
          "GetShardIterator",
          "ListShards",
          "PutRecord",
          "PutRecords",
          "RegisterStreamConsumer");

  private KinesisReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : ON_STREAMS) {
      operations.put(
          name, (request, input) -> List.of(Need.of("kinesis:" + name, stream(request, input))));
    }
    operations.put(
        "SubscribeToShard",
        (request, input) ->
            List.of(
                Need.of(
                    "kinesis:SubscribeToShard",
                    Arns.require(input.path("ConsumerARN").asText(""), "kinesis", CONSUMER))));
    operations.put("ListStreams", (request, input) -> List.of(Need.of("kinesis:ListStreams", "*")));
    return new JsonReader("kinesis", "kinesis", "1.1", "", operations);
  }

  private static String stream(SignedRequest request, ObjectNode input) {
    if (input.has("Tags")) {
      throw new Unreadable("tags of streams and consumers are not read");
    }
    boolean named = input.has("StreamName");
    boolean byArn = input.has("StreamARN");
    if (!named && !byArn) {
      throw new Unreadable("only Kinesis knows the stream of an iterator or token: say StreamARN");
    }
    String arn =
        byArn
            ? Arns.require(input.path("StreamARN").asText(), "kinesis", STREAM)
            : request.arn("kinesis", "stream/" + name(input));
    if (named && byArn && !arn.endsWith(":stream/" + name(input))) {
      throw new Unreadable("it names two streams");
    }
    return arn;
  }

  private static String name(ObjectNode input) {
    return Arns.requireName(NAME, input.path("StreamName").asText(), "stream");
  }
}
