package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The condition keys of S3 in a request. */
final class S3Context {

  // Each is the header of the same name.
  private static final List<String> HEADERS =
      List.of(
          "x-amz-acl",
          "x-amz-content-sha256",
          "x-amz-copy-source",
          "x-amz-grant-full-control",
          "x-amz-grant-read",
          "x-amz-grant-read-acp",
          "x-amz-grant-write",
          "x-amz-grant-write-acp",
          "x-amz-metadata-directive",
          "x-amz-object-ownership",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-storage-class",
          "x-amz-website-redirect-location",
          "if-match",
          "if-none-match");
  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private S3Context() {}

  /** Adds all keys that the request tells. */
  static Need add(Need need, SignedRequest request, S3Target target) {
    for (String header : HEADERS) {
      need.with("s3:" + header, request.header(header));
    }
    Parameters query = request.http().query();
    for (String parameter : List.of("prefix", "delimiter", "max-keys", "versionId")) {
      need.with("s3:" + parameter.toLowerCase(Locale.ROOT), query.find(parameter));
    }
    need.with("s3:object-lock-mode", request.header("x-amz-object-lock-mode"))
        .with("s3:object-lock-legal-hold", request.header("x-amz-object-lock-legal-hold"));
    addTags(need, request);
    return addPlace(need, request, target);
  }

  /** Adds what does not depend on the operation. */
  static Need addPlace(Need need, SignedRequest request, S3Target target) {
    Optional<String> date = request.http().query().find("X-Amz-Date");
    need.with("s3:signatureversion", "AWS4-HMAC-SHA256")
        .with("s3:authType", date.isPresent() ? "REST-QUERY-STRING" : "REST-HEADER")
        .with("s3:signatureAge", date.map(S3Context::age))
        .without("s3:AccessGrant*");
    if (target.accessPoint()) {
      String arn = target.ownArn();
      need.with("s3:DataAccessPointArn", arn)
          .with("s3:DataAccessPointAccount", arn.split(":", 6)[4]);
    } else {
      need.without("s3:DataAccessPoint*", "s3:AccessPoint*");
    }
    request
        .facts()
        .tagsOf(need.resource())
        .ifPresent(
            tags -> {
              need.without("s3:ExistingObjectTag/*");
              for (Map.Entry<String, String> tag : tags.entrySet()) {
                need.with("s3:ExistingObjectTag/" + tag.getKey(), tag.getValue());
              }
            });
    return need;
  }

  private static String age(String signedAt) {
    Instant then = Instant.from(SIGNED.parse(signedAt));
    return Long.toString(Duration.between(then, Instant.now()).toMillis());
  }

  private static void addTags(Need need, SignedRequest request) {
    if (request.http().query().has("tagging")) {
      return; // they are in the body, which is not read: a policy that asks for them is not decided
    }
    need.without("s3:RequestObjectTag/*");
    List<String> keys = new ArrayList<>();
    Parameters tags = Parameters.parse(request.header("x-amz-tagging").orElse(""), true);
    for (Parameters.Parameter tag : tags.all()) {
      need.with("s3:RequestObjectTag/" + tag.name(), tag.value());
      keys.add(tag.name());
    }
    need.with("s3:RequestObjectTagKeys", keys);
  }

  /** The further actions that headers make necessary. */
  static List<String> broughtByHeaders(SignedRequest request, boolean writes) {
    List<String> actions = new ArrayList<>();
    if (request.header("x-amz-bypass-governance-retention").isPresent()) {
      actions.add("BypassGovernanceRetention");
    }
    if (!writes) {
      return actions;
    }
    for (String name : request.http().headers().keySet()) {
      String action =
          switch (name.toLowerCase(Locale.ROOT)) {
            case "x-amz-tagging" -> "PutObjectTagging";
            case "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date" ->
                "PutObjectRetention";
            case "x-amz-object-lock-legal-hold" -> "PutObjectLegalHold";
            case "x-amz-acl" -> "PutObjectAcl";
            default -> name.startsWith("x-amz-grant-") ? "PutObjectAcl" : "";
          };
      if (!action.isEmpty() && !actions.contains(action)) {
        actions.add(action);
      }
    }
    return actions;
  }
}
