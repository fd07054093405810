package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.UriText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bucket or access point, and the object, that a request to S3 is about: from host and path.
 *
 * @param arn of the bucket or access point; empty for a request to no bucket
 * @param key of the object, as it stands: S3 gives no meaning to {@code ..} and {@code //}
 */
record S3Target(Optional<String> arn, Optional<String> key) {

  private static final String DOMAIN = "\\.amazonaws\\.com(?:\\.cn)?";
  private static final Pattern AWS =
      Pattern.compile(
          "(?:(.+)\\.)?s3(?:-fips|-accelerate)?(?:\\.dualstack)?(?:\\.[a-z]{2}[a-z0-9-]*-\\d)?"
              + DOMAIN);
  private static final Pattern ACCESS_POINT =
      Pattern.compile(
          "([a-z0-9-]{3,50})-(\\d{12})\\.s3-accesspoint(?:-fips)?(?:\\.dualstack)?\\.([a-z0-9-]+)"
              + DOMAIN);
  private static final Pattern HERE =
      Pattern.compile("localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:]+]");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  static S3Target of(SignedRequest request) {
    String path = request.http().rawPath().substring(1);
    String host = request.host();
    Matcher point = ACCESS_POINT.matcher(host);
    if (point.matches()) {
      String arn =
          "arn:%s:s3:%s:%s:accesspoint/%s"
              .formatted(request.partition(), point.group(3), point.group(2), point.group(1));
      return new S3Target(Optional.of(arn), key(path));
    }
    Matcher aws = AWS.matcher(host);
    if (aws.matches() && aws.group(1) != null) {
      return new S3Target(Optional.of(bucket(request, aws.group(1))), key(path));
    }
    if (host.endsWith(".localhost")) {
      String name = host.substring(0, host.length() - ".localhost".length());
      return new S3Target(Optional.of(bucket(request, name)), key(path));
    }
    if (!aws.matches() && !HERE.matcher(host).matches()) {
      throw new Unreadable("whether \"" + host + "\" names a bucket cannot be told");
    }
    int slash = path.indexOf('/');
    String name = UriText.decode(slash < 0 ? path : path.substring(0, slash), false);
    if (name.isEmpty() && !path.isEmpty()) {
      throw new Unreadable("which bucket its path names cannot be told");
    }
    if (name.isEmpty()) {
      return new S3Target(Optional.empty(), Optional.empty());
    }
    return new S3Target(
        Optional.of(bucket(request, name)),
        slash < 0 ? Optional.empty() : key(path.substring(slash + 1)));
  }

  /** The object that {@code x-amz-copy-source} names. */
  static S3Target ofSource(SignedRequest request, String source) {
    String text = UriText.decode(source.startsWith("/") ? source.substring(1) : source, false);
    String point = "/object/";
    if (text.startsWith("arn:")) {
      int at = text.indexOf(point);
      if (at < 0 || !text.contains(":accesspoint/")) {
        throw new Unreadable("\"" + source + "\" is no source of a copy");
      }
      return new S3Target(
          Optional.of(text.substring(0, at)), Optional.of(text.substring(at + point.length())));
    }
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new Unreadable("\"" + source + "\" is no source of a copy");
    }
    return new S3Target(
        Optional.of(bucket(request, text.substring(0, slash))),
        Optional.of(text.substring(slash + 1)));
  }

  private static String bucket(SignedRequest request, String name) {
    if (name.endsWith("-s3alias")) {
      return request
          .facts()
          .named("access point", name)
          .orElseThrow(
              () ->
                  new Unreadable(
                      "the access point of %s is not known: say it with".formatted(name)
                          + " AwsFacts.accessPointAlias"));
    }
    if (name.endsWith("--x-s3") || name.endsWith("--ol-s3") || name.endsWith(".mrap")) {
      throw new Unreadable(
          name
              + " is a directory bucket, Object Lambda or multi-Region access"
              + " point, which are not read here");
    }
    if (!BUCKET.matcher(name).matches()) {
      throw new Unreadable("\"" + name + "\" is no name of a bucket");
    }
    return "arn:%s:s3:::%s".formatted(request.partition(), name);
  }

  private static Optional<String> key(String rawKey) {
    return rawKey.isEmpty() ? Optional.empty() : Optional.of(UriText.decode(rawKey, false));
  }

  boolean accessPoint() {
    return arn.isPresent() && arn.get().contains(":accesspoint/");
  }

  /** The ARN of one of its objects. */
  String objectArn(String objectKey) {
    return arn.orElseThrow() + (accessPoint() ? "/object/" : "/") + objectKey;
  }

  /** The ARN of the bucket or access point itself. */
  String ownArn() {
    return arn.orElse("*");
  }
}
