package io.leasehold.localaws.internal.sigv4;

import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.UriText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The text over a request that a signature covers, rebuilt from the received bytes. */
final class CanonicalRequest {

  private CanonicalRequest() {}

  static String of(AwsRequest request, SignatureClaim claim, String payloadHash) {
    return String.join(
        "\n",
        request.method(),
        path(request, claim),
        query(request),
        headers(request, claim.signedHeaders()),
        String.join(";", claim.signedHeaders()),
        payloadHash);
  }

  // S3 escapes a path once, every other service twice.
  private static String path(AwsRequest request, SignatureClaim claim) {
    if (!claim.scope().service().equals("s3")) {
      return UriText.encode(request.rawPath(), true);
    }
    // An escaped slash is no slash, so the segments are taken one by one.
    return Arrays.stream(request.rawPath().split("/", -1))
        .map(segment -> UriText.encode(UriText.decode(segment, false), false))
        .collect(Collectors.joining("/"));
  }

  private static String query(AwsRequest request) {
    return request.query().all().stream()
        .filter(parameter -> !parameter.name().equals("X-Amz-Signature"))
        .map(p -> UriText.encode(p.name(), false) + "=" + UriText.encode(p.value(), false))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String headers(AwsRequest request, List<String> signed) {
    StringBuilder text = new StringBuilder();
    for (String name : signed) {
      List<String> values = request.headers(name);
      if (values.isEmpty()) {
        throw new AuthenticationFailure(
            Reason.WRONG_SIGNATURE, "the signed header '" + name + "' was not received");
      }
      text.append(name).append(':');
      text.append(
          values.stream()
              .map(value -> value.trim().replaceAll(" +", " "))
              .collect(Collectors.joining(",")));
      text.append('\n');
    }
    return text.toString();
  }
}
