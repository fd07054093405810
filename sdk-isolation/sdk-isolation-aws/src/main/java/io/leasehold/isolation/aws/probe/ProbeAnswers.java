package io.leasehold.isolation.aws.probe;

import software.amazon.awssdk.http.SdkHttpRequest;

/** What a probe's requests are answered with: just enough for the SDK to go on. */
final class ProbeAnswers {

  private static final String IDENTITY =
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>0</Account>"
          + "</GetCallerIdentityResult></GetCallerIdentityResponse>";
  private static final String STARTED =
      "<InitiateMultipartUploadResult><UploadId>probe</UploadId></InitiateMultipartUploadResult>";
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><ETag>probe</ETag></CompleteMultipartUploadResult>";
  private static final String FIRST_PAGE =
      "{\"Count\":0,\"Items\":[],\"LastEvaluatedKey\":{\"pk\":{\"S\":\"probe\"}}}";

  private ProbeAnswers() {}

  /**
   * The answer.
   *
   * @param number the how manieth request it is; a list has a page for each of the first two
   */
  static String to(SdkHttpRequest request, int number) {
    String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
    if (target.endsWith(".Query") && number == 1) {
      return FIRST_PAGE;
    }
    if (!target.isEmpty()) {
      return "{}";
    }
    if (request.host().startsWith("sts.")) {
      return IDENTITY;
    }
    if (request.rawQueryParameters().containsKey("uploads")) {
      return STARTED;
    }
    return request.method().name().equals("POST") ? COMPLETED : "";
  }
}
