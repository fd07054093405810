package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers that are kept with an object. */
final class ObjectHeaders {

  private static final List<String> KEPT =
      List.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");

  // Each asks for something that would silently not happen here.
  private static final List<String> NOT_SIMULATED =
      List.of(
          "x-amz-tagging",
          "x-amz-object-lock",
          "x-amz-website-redirect-location",
          "x-amz-grant",
          "x-amz-server-side-encryption-customer",
          "x-amz-copy-source-if",
          "x-amz-write-offset-bytes");

  private ObjectHeaders() {}

  static Map<String, String> of(AwsRequest request) {
    Map<String, String> kept = new LinkedHashMap<>();
    kept.put("content-type", "binary/octet-stream");
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      String name = header.getKey();
      String value = String.join(",", header.getValue());
      if (NOT_SIMULATED.stream().anyMatch(name::startsWith)) {
        throw AwsException.notSimulated("s3", "the header " + name);
      }
      if (name.equals("content-encoding")) {
        // aws-chunked describes the transfer, not the object.
        value = value.replaceFirst("^aws-chunked,?\\s*|,\\s*aws-chunked$", "");
      }
      if ((KEPT.contains(name) || name.startsWith("x-amz-meta-")) && !value.isEmpty()) {
        kept.put(name, value);
      }
    }
    return kept;
  }
}
