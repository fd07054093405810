package io.leasehold.isolation.aws;

import io.leasehold.isolation.aws.LoopbackAws.Answer;
import io.leasehold.isolation.aws.LoopbackAws.Seen;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** DynamoDB and S3 behind real HTTP; lists have two pages, a table is there at the second look. */
final class StubServices implements AutoCloseable {

  private static final String LIST =
      "<ListBucketResult><Name>b</Name><KeyCount>1</KeyCount><IsTruncated>%s</IsTruncated>%s"
          + "<Contents><Key>acme/k</Key><Size>1</Size></Contents></ListBucketResult>";

  private final LoopbackAws server = new LoopbackAws(this::answer);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean partsRefused;

  URI endpoint() {
    return server.endpoint();
  }

  List<Seen> seen() {
    return server.seen();
  }

  List<String> signers() {
    return server.signers();
  }

  /** Answers that many requests with status 500. */
  void failNext(int requests) {
    failures.set(requests);
  }

  /** Refuses the parts of multipart uploads from now on. */
  void refuseParts() {
    partsRefused = true;
  }

  private Answer answer(Seen request) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return new Answer(500, "text/plain", "");
    }
    String target = request.headers().getOrDefault("x-amz-target", "");
    return target.isEmpty()
        ? s3(request)
        : dynamoDb(target.substring(target.indexOf('.') + 1), request);
  }

  private Answer dynamoDb(String operation, Seen request) {
    return Answer.json(
        switch (operation) {
          case "Query" ->
              request.body().contains("ExclusiveStartKey")
                  ? "{\"Count\":1,\"Items\":[{\"pk\":{\"S\":\"2\"}}]}"
                  : "{\"Count\":1,\"Items\":[{\"pk\":{\"S\":\"1\"}}],"
                      + "\"LastEvaluatedKey\":{\"pk\":{\"S\":\"1\"}}}";
          case "BatchGetItem" ->
              "{\"Responses\":{\"notes\":[{\"pk\":{\"S\":\"acme\"}}]},\"UnprocessedKeys\":{}}";
          case "TransactGetItems" -> "{\"Responses\":[{\"Item\":{\"pk\":{\"S\":\"acme\"}}}]}";
          case "ListTables" -> "{\"TableNames\":[\"t\"]}";
          case "DescribeTable" ->
              "{\"Table\":{\"TableStatus\":\"%s\"}}"
                  .formatted(looks.incrementAndGet() % 2 == 0 ? "ACTIVE" : "CREATING");
          default -> "{}";
        });
  }

  private Answer s3(Seen request) {
    String query = String.valueOf(request.uri().getRawQuery());
    if (query.contains("list-type=2")) {
      boolean last = query.contains("continuation-token");
      String next = last ? "" : "<NextContinuationToken>more</NextContinuationToken>";
      return Answer.xml(200, LIST.formatted(!last, next));
    }
    if (query.startsWith("uploads")) {
      return Answer.xml(
          200,
          "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
    }
    if (query.contains("partNumber") && partsRefused) {
      return Answer.xml(
          403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
    }
    if (request.headers().containsKey("x-amz-copy-source")) {
      return Answer.xml(200, "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>");
    }
    if (query.contains("uploadId") && request.method().equals("POST")) {
      return Answer.xml(
          200, "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>");
    }
    return new Answer(200, "text/plain", request.method().equals("GET") ? "hello" : "");
  }

  @Override
  public void close() {
    server.close();
  }
}
