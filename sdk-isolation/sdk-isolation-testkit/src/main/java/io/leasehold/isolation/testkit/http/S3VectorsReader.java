package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Amazon S3 Vectors: the index of a vector bucket. */
final class S3VectorsReader {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern BUCKET = Pattern.compile("bucket/[a-z0-9-]{3,63}");
  private static final Pattern INDEX =
      Pattern.compile("bucket/[a-z0-9-]{3,63}/index/[a-z0-9.-]{3,63}");
  private static final List<String> ON_INDEXES =
      List.of(
          "CreateIndex", "DeleteIndex", "DeleteVectors", "GetIndex", "GetVectors", "PutVectors");
  private static final List<String> ON_BUCKETS =
      List.of(
          "DeleteVectorBucket",
          "DeleteVectorBucketPolicy",
          "GetVectorBucket",
          "GetVectorBucketPolicy",
          "ListIndexes",
          "PutVectorBucketPolicy");

  private S3VectorsReader() {}

  static ServiceReader create() {
    RestReader reader = new RestReader("s3vectors", new RestJsonRefusals("message"));
    for (String name : ON_INDEXES) {
      reader.on(
          "POST",
          "/" + name,
          name,
          (request, labels) -> List.of(Need.of("s3vectors:" + name, index(request))));
    }
    for (String name : List.of("QueryVectors", "ListVectors")) {
      reader.on("POST", "/" + name, name, (request, labels) -> reading(request, name));
    }
    for (String name : ON_BUCKETS) {
      reader.on(
          "POST",
          "/" + name,
          name,
          (request, labels) -> List.of(Need.of("s3vectors:" + name, bucket(request))));
    }
    return reader
        .on(
            "POST",
            "/ListVectorBuckets",
            "ListVectorBuckets",
            (request, labels) -> List.of(Need.of("s3vectors:ListVectorBuckets", "*")))
        .unlisted("POST", "/CreateVectorBucket", "s3vectors:CreateVectorBucket");
  }

  // Who filters by metadata, or wants to see it or the data, needs to be allowed to read vectors.
  private static List<Need> reading(SignedRequest request, String name) {
    ObjectNode input = request.json();
    String index = index(request);
    List<Need> needs = new ArrayList<>();
    needs.add(Need.of("s3vectors:" + name, index));
    if (input.has("filter")
        || input.path("returnMetadata").asBoolean(false)
        || input.path("returnData").asBoolean(false)) {
      needs.add(Need.of("s3vectors:GetVectors", index));
    }
    return needs;
  }

  private static String index(SignedRequest request) {
    ObjectNode input = request.json();
    if (input.has("indexArn")) {
      if (input.has("indexName") || input.has("vectorBucketName")) {
        throw new Unreadable("it names its index twice");
      }
      return Arns.require(input.path("indexArn").asText(), "s3vectors", INDEX);
    }
    String name = Arns.requireName(NAME, input.path("indexName").asText(""), "vector index");
    return bucket(request) + "/index/" + name;
  }

  private static String bucket(SignedRequest request) {
    ObjectNode input = request.json();
    if (input.has("vectorBucketArn")) {
      if (input.has("vectorBucketName")) {
        throw new Unreadable("it names its bucket twice");
      }
      return Arns.require(input.path("vectorBucketArn").asText(), "s3vectors", BUCKET);
    }
    String name =
        Arns.requireName(NAME, input.path("vectorBucketName").asText(""), "vector bucket");
    return request.arn("s3vectors", "bucket/" + name);
  }
}
