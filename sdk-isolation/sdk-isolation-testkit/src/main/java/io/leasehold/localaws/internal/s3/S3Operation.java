package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.Parameters;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The simulated operations of S3. */
enum S3Operation {
  LIST_BUCKETS("ListBuckets"),
  CREATE_BUCKET("CreateBucket"),
  HEAD_BUCKET("HeadBucket"),
  DELETE_BUCKET("DeleteBucket"),
  GET_BUCKET_LOCATION("GetBucketLocation"),
  LIST_OBJECTS("ListObjectsV2"),
  LIST_OBJECT_VERSIONS("ListObjectVersions"),
  DELETE_OBJECTS("DeleteObjects"),
  LIST_MULTIPART_UPLOADS("ListMultipartUploads"),
  PUT_OBJECT("PutObject"),
  COPY_OBJECT("CopyObject"),
  GET_OBJECT("GetObject"),
  HEAD_OBJECT("HeadObject"),
  DELETE_OBJECT("DeleteObject"),
  CREATE_MULTIPART_UPLOAD("CreateMultipartUpload"),
  UPLOAD_PART("UploadPart"),
  LIST_PARTS("ListParts"),
  COMPLETE_MULTIPART_UPLOAD("CompleteMultipartUpload"),
  ABORT_MULTIPART_UPLOAD("AbortMultipartUpload");

  // Parameters that do not choose the operation.
  private static final Set<String> PLAIN =
      Set.of(
          "prefix",
          "delimiter",
          "continuation-token",
          "start-after",
          "max-keys",
          "encoding-type",
          "fetch-owner",
          "max-parts",
          "part-number-marker",
          "max-uploads",
          "key-marker",
          "upload-id-marker",
          "version-id-marker",
          "x-id");

  private final String apiName;

  S3Operation(String apiName) {
    this.apiName = apiName;
  }

  /** The name in the API. */
  String apiName() {
    return apiName;
  }

  /** The operation of a request; empty if it is not simulated. */
  static Optional<S3Operation> of(AwsRequest request) {
    S3Address address = S3Address.of(request);
    String signature = request.method() + selectors(request.query());
    boolean copy = request.header("x-amz-copy-source").isPresent();
    if (address.bucket().isEmpty()) {
      return Optional.ofNullable(signature.equals("GET") ? LIST_BUCKETS : null);
    }
    return Optional.ofNullable(
        address.key().isEmpty() ? onBucket(signature) : onObject(signature, copy));
  }

  /** The parameters that choose the operation, in order: {@code ?partNumber&uploadId}. */
  static String selectors(Parameters query) {
    String names =
        query.all().stream()
            .map(Parameters.Parameter::name)
            .filter(name -> !PLAIN.contains(name))
            .filter(name -> !name.startsWith("X-Amz-") && !name.startsWith("response-"))
            .sorted()
            .collect(Collectors.joining("&"));
    return names.isEmpty() ? "" : "?" + names;
  }

  private static @Nullable S3Operation onBucket(String signature) {
    return switch (signature) {
      case "PUT" -> CREATE_BUCKET;
      case "HEAD" -> HEAD_BUCKET;
      case "DELETE" -> DELETE_BUCKET;
      case "GET?location" -> GET_BUCKET_LOCATION;
      case "GET?list-type" -> LIST_OBJECTS;
      case "GET?versions" -> LIST_OBJECT_VERSIONS;
      case "GET?uploads" -> LIST_MULTIPART_UPLOADS;
      case "POST?delete" -> DELETE_OBJECTS;
      default -> null;
    };
  }

  private static @Nullable S3Operation onObject(String signature, boolean copy) {
    return switch (signature) {
      case "PUT" -> copy ? COPY_OBJECT : PUT_OBJECT;
      case "GET" -> GET_OBJECT;
      case "HEAD" -> HEAD_OBJECT;
      case "DELETE" -> DELETE_OBJECT;
      case "POST?uploads" -> CREATE_MULTIPART_UPLOAD;
      case "PUT?partNumber&uploadId" -> copy ? null : UPLOAD_PART;
      case "GET?uploadId" -> LIST_PARTS;
      case "POST?uploadId" -> COMPLETE_MULTIPART_UPLOAD;
      case "DELETE?uploadId" -> ABORT_MULTIPART_UPLOAD;
      default -> null;
    };
  }
}
