package io.leasehold.isolation.testkit.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which actions a request to S3 needs, by its method and the parameters that choose. */
final class S3Actions {

  /**
   * An operation.
   *
   * @param name as the API has it
   * @param actions without their prefix
   */
  record Operation(String name, List<String> actions) {
    Operation(String name, String... actions) {
      this(name, List.of(actions));
    }
  }

  private static final Set<String> CHOOSING =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "attributes",
          "cors",
          "delete",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "list-type",
          "location",
          "logging",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "partNumber",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "select",
          "select-type",
          "session",
          "tagging",
          "torrent",
          "uploadId",
          "uploads",
          "versionId",
          "versioning",
          "versions",
          "website");
  private static final Set<String> PLAIN =
      Set.of(
          "continuation-token",
          "delimiter",
          "encoding-type",
          "fetch-owner",
          "key-marker",
          "marker",
          "max-keys",
          "max-parts",
          "max-uploads",
          "part-number-marker",
          "prefix",
          "start-after",
          "upload-id-marker",
          "version-id-marker",
          "x-id");

  private static final Map<String, Operation> ON_OBJECTS =
      Map.ofEntries(
          Map.entry("GET", new Operation("GetObject", "GetObject")),
          Map.entry("GET?partNumber", new Operation("GetObject", "GetObject")),
          Map.entry("HEAD", new Operation("HeadObject", "GetObject")),
          Map.entry("HEAD?partNumber", new Operation("HeadObject", "GetObject")),
          Map.entry("GET?acl", new Operation("GetObjectAcl", "GetObjectAcl")),
          Map.entry(
              "GET?attributes",
              new Operation("GetObjectAttributes", "GetObject", "GetObjectAttributes")),
          Map.entry("GET?tagging", new Operation("GetObjectTagging", "GetObjectTagging")),
          Map.entry("GET?retention", new Operation("GetObjectRetention", "GetObjectRetention")),
          Map.entry("GET?legal-hold", new Operation("GetObjectLegalHold", "GetObjectLegalHold")),
          Map.entry("GET?torrent", new Operation("GetObjectTorrent", "GetObjectTorrent")),
          Map.entry("GET?uploadId", new Operation("ListParts", "ListMultipartUploadParts")),
          Map.entry("PUT", new Operation("PutObject", "PutObject")),
          Map.entry("PUT?acl", new Operation("PutObjectAcl", "PutObjectAcl")),
          Map.entry("PUT?tagging", new Operation("PutObjectTagging", "PutObjectTagging")),
          Map.entry("PUT?retention", new Operation("PutObjectRetention", "PutObjectRetention")),
          Map.entry("PUT?legal-hold", new Operation("PutObjectLegalHold", "PutObjectLegalHold")),
          Map.entry("PUT?partNumber&uploadId", new Operation("UploadPart", "PutObject")),
          Map.entry("POST?uploads", new Operation("CreateMultipartUpload", "PutObject")),
          Map.entry("POST?uploadId", new Operation("CompleteMultipartUpload", "PutObject")),
          Map.entry("POST?restore", new Operation("RestoreObject", "RestoreObject")),
          Map.entry("POST?select&select-type", new Operation("SelectObjectContent", "GetObject")),
          Map.entry("DELETE", new Operation("DeleteObject", "DeleteObject")),
          Map.entry("DELETE?tagging", new Operation("DeleteObjectTagging", "DeleteObjectTagging")),
          Map.entry(
              "DELETE?uploadId", new Operation("AbortMultipartUpload", "AbortMultipartUpload")));

  private static final Map<String, Operation> ON_BUCKETS =
      Map.ofEntries(
          Map.entry("GET", new Operation("ListObjects", "ListBucket")),
          Map.entry("GET?list-type", new Operation("ListObjectsV2", "ListBucket")),
          Map.entry("HEAD", new Operation("HeadBucket", "ListBucket")),
          Map.entry("GET?versions", new Operation("ListObjectVersions", "ListBucketVersions")),
          Map.entry(
              "GET?uploads", new Operation("ListMultipartUploads", "ListBucketMultipartUploads")),
          Map.entry("GET?location", new Operation("GetBucketLocation", "GetBucketLocation")),
          Map.entry("GET?policy", new Operation("GetBucketPolicy", "GetBucketPolicy")),
          Map.entry("PUT?policy", new Operation("PutBucketPolicy", "PutBucketPolicy")),
          Map.entry("DELETE?policy", new Operation("DeleteBucketPolicy", "DeleteBucketPolicy")),
          Map.entry("GET?acl", new Operation("GetBucketAcl", "GetBucketAcl")),
          Map.entry("PUT?acl", new Operation("PutBucketAcl", "PutBucketAcl")),
          Map.entry("GET?versioning", new Operation("GetBucketVersioning", "GetBucketVersioning")),
          Map.entry("PUT?versioning", new Operation("PutBucketVersioning", "PutBucketVersioning")),
          Map.entry(
              "PUT?notification",
              new Operation("PutBucketNotificationConfiguration", "PutBucketNotification")),
          Map.entry(
              "PUT?replication",
              new Operation("PutBucketReplication", "PutReplicationConfiguration")),
          Map.entry(
              "PUT?lifecycle",
              new Operation("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration")),
          Map.entry("PUT", new Operation("CreateBucket", "CreateBucket")),
          Map.entry("DELETE", new Operation("DeleteBucket", "DeleteBucket")));

  private S3Actions() {}

  /** The parameters that choose the operation, in order: {@code PUT?partNumber&uploadId}. */
  static String signature(SignedRequest request) {
    String names =
        request.query().all().stream()
            .map(parameter -> parameter.name())
            .filter(S3Actions::chooses)
            .sorted()
            .collect(Collectors.joining("&"));
    return request.http().method() + (names.isEmpty() ? "" : "?" + names);
  }

  // A parameter nobody knows may choose an operation nobody knows.
  private static boolean chooses(String name) {
    if (CHOOSING.contains(name)) {
      return true;
    }
    if (!PLAIN.contains(name) && !name.startsWith("X-Amz-") && !name.startsWith("response-")) {
      throw new Unreadable(
          "it has the parameter \"" + name + "\", whose meaning is not known here");
    }
    return false;
  }

  static Optional<Operation> onBucket(String signature) {
    return Optional.ofNullable(ON_BUCKETS.get(signature));
  }

  /** An operation on an object; with a version of it, the actions are those for versions. */
  static Optional<Operation> onObject(String signature) {
    String plain =
        signature.replace("&versionId", "").replace("?versionId&", "?").replace("?versionId", "");
    Operation operation = ON_OBJECTS.get(plain);
    if (operation == null || plain.equals(signature)) {
      return Optional.ofNullable(operation);
    }
    return Optional.of(
        new Operation(
            operation.name(), operation.actions().stream().map(S3Actions::ofVersion).toList()));
  }

  private static String ofVersion(String action) {
    return switch (action) {
      case "GetObject", "DeleteObject" -> action + "Version";
      case "GetObjectAcl",
          "GetObjectAttributes",
          "GetObjectTagging",
          "GetObjectTorrent",
          "PutObjectAcl",
          "PutObjectTagging",
          "DeleteObjectTagging" ->
          action.replace("Object", "ObjectVersion");
      default -> action;
    };
  }
}
