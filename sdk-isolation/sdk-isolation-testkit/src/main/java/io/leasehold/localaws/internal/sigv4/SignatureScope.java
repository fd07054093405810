package io.leasehold.localaws.internal.sigv4;

import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import java.util.List;

/** The credential scope of a signature: whose key, which day, Region and service. */
public record SignatureScope(String accessKeyId, String date, String region, String service) {

  static SignatureScope parse(String credential) {
    List<String> parts = List.of(credential.split("/", -1));
    int last = parts.size() - 1;
    if (last != 4 || !parts.get(4).equals("aws4_request")) {
      throw new AuthenticationFailure(
          Reason.MALFORMED,
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term");
    }
    return new SignatureScope(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  /** The scope without the key, as the string to sign holds it. */
  String text() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
