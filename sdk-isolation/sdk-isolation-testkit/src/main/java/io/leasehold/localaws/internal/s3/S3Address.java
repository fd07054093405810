package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.UriText;
import java.util.Optional;

/** The bucket and key that a request is about, from the path or from the host. */
record S3Address(Optional<String> bucket, Optional<String> key) {

  private static final String LOCAL_DOMAIN = ".localhost";

  static S3Address of(AwsRequest request) {
    String path = request.rawPath().startsWith("/") ? request.rawPath().substring(1) : "";
    Optional<String> hostBucket = bucketInHost(request);
    if (hostBucket.isPresent()) {
      return new S3Address(hostBucket, key(path));
    }
    int slash = path.indexOf('/');
    String bucket = UriText.decode(slash < 0 ? path : path.substring(0, slash), false);
    if (bucket.isEmpty()) {
      return new S3Address(Optional.empty(), Optional.empty());
    }
    return new S3Address(
        Optional.of(bucket), slash < 0 ? Optional.empty() : key(path.substring(slash + 1)));
  }

  private static Optional<String> bucketInHost(AwsRequest request) {
    String host = request.header("Host").orElse("");
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.endsWith(LOCAL_DOMAIN)
        ? Optional.of(name.substring(0, name.length() - LOCAL_DOMAIN.length()))
        : Optional.empty();
  }

  // The key is the rest as it stands: S3 gives no meaning to "..", "//" and the like.
  private static Optional<String> key(String rawKey) {
    return rawKey.isEmpty() ? Optional.empty() : Optional.of(UriText.decode(rawKey, false));
  }
}
