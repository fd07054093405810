package io.leasehold.isolation.aws.guard;

import io.leasehold.isolation.aws.internal.RequestSigners;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The last look before bytes leave: the access key id in the signature has to be the one of the
 * tenant that the call was bound to. Reads the finished HTTP request, so it holds in any version of
 * the SDK and for any way in which a tenant's credentials may get lost. A call that was bound to no
 * tenant, an unsigned request and a signature it cannot read are refused. Stateless and
 * thread-safe.
 */
public final class SigningIdentityGuard implements ExecutionInterceptor {

  private static final String EXPRESS_TOKEN = "x-amz-s3session-token";

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String expected = attributes.getAttribute(RequestSigners.EXPECTED_ACCESS_KEY);
    if (expected == null) {
      throw new SigningIdentityException(
          "it was bound to no tenant; call the client through TenantClients.scoped(...)");
    }
    if (context.httpRequest().firstMatchingHeader(EXPRESS_TOKEN).isPresent()) {
      throw new SigningIdentityException(
          "it carries the token of an S3 Express session, which reaches the whole bucket");
    }
    List<String> signers = RequestSigners.of(context.httpRequest());
    if (signers.isEmpty()) {
      throw new SigningIdentityException("it carries no signature that names an access key");
    }
    if (!signers.stream().allMatch(expected::equals)) {
      throw new SigningIdentityException(
          "it is signed with access key " + signers + " and was bound to " + expected);
    }
  }
}
