package io.leasehold.isolation.aws.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Who signs a request: who has to, and whom it names. */
public final class RequestSigners {

  /** The access key id that a call has to be signed with; set on the request's override. */
  public static final ExecutionAttribute<String> EXPECTED_ACCESS_KEY =
      new ExecutionAttribute<>("LeaseholdExpectedAccessKey");

  private static final Pattern CREDENTIAL =
      Pattern.compile("AWS4-[A-Z0-9-]+\\s+(?:.*[\\s,])?Credential=([^/\\s,]+)/.*");
  private static final String FIELD = "Credential=";
  private static final String PRESIGNED = "x-amz-credential";

  private RequestSigners() {}

  /** Every access key id that the request names; an unreadable signature counts as foreign. */
  public static List<String> of(SdkHttpRequest request) {
    List<String> signers = new ArrayList<>();
    for (String header : request.matchingHeaders("Authorization")) {
      Matcher credential = CREDENTIAL.matcher(header);
      boolean once = header.indexOf(FIELD) == header.lastIndexOf(FIELD);
      signers.add(once && credential.matches() ? credential.group(1) : "unreadable");
    }
    for (Map.Entry<String, List<String>> parameter : request.rawQueryParameters().entrySet()) {
      if (parameter.getKey().toLowerCase(Locale.ROOT).equals(PRESIGNED)) {
        parameter.getValue().forEach(value -> signers.add(value.split("/|%2F", 2)[0]));
      }
    }
    return signers;
  }
}
