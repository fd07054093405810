package io.leasehold.isolation.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The last look before bytes leave: the access key id in the signature has to be the one of the
 * tenant that the call was bound to. Reads the finished HTTP request, so it holds in any version of
 * the SDK and for any way in which a tenant's credentials may get lost. A call that was bound to no
 * tenant, an unsigned request and a signature it cannot read are refused. Stateless and
 * thread-safe.
 */
public final class SigningIdentityGuard implements ExecutionInterceptor {

  /** The access key id that a call has to be signed with; set on the request's override. */
  static final ExecutionAttribute<String> EXPECTED_ACCESS_KEY =
      new ExecutionAttribute<>("LeaseholdExpectedAccessKey");

  private static final Pattern CREDENTIAL =
      Pattern.compile("AWS4-[A-Z0-9-]+\\s+(?:.*[\\s,])?Credential=([^/\\s,]+)/.*");
  private static final String FIELD = "Credential=";
  private static final String EXPRESS_TOKEN = "x-amz-s3session-token";
  private static final String PRESIGNED = "x-amz-credential";

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String expected = attributes.getAttribute(EXPECTED_ACCESS_KEY);
    if (expected == null) {
      throw new SigningIdentityException(
          "it was bound to no tenant; call the client through TenantClients.scoped(...)");
    }
    if (context.httpRequest().firstMatchingHeader(EXPRESS_TOKEN).isPresent()) {
      throw new SigningIdentityException(
          "it carries the token of an S3 Express session, which reaches the whole bucket");
    }
    List<String> signers = signers(context.httpRequest());
    if (signers.isEmpty()) {
      throw new SigningIdentityException("it carries no signature that names an access key");
    }
    if (!signers.stream().allMatch(expected::equals)) {
      throw new SigningIdentityException(
          "it is signed with access key " + signers + " and was bound to " + expected);
    }
  }

  /** Every access key id that the request names; an unreadable signature counts as foreign. */
  static List<String> signers(SdkHttpRequest request) {
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
