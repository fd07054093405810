package io.leasehold.isolation.aws.guard.internal;

import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.guard.SigningIdentityGuard;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;

/** Which clients tenants may share: the plain ones of the SDK, prepared, and no others. */
public final class ShareableClient {

  private static final String S3 = "software.amazon.awssdk.services.s3.";
  // Known to lose a tenant's credentials, or to have some of their own. The rest is LH-ISO-112.
  private static final Map<String, Refusal> KNOWN =
      Map.of(
          S3 + "internal.multipart.",
          new Refusal("LH-ISO-150", "a multipart client: upload in parts with TenantTransfers"),
          S3 + "internal.crt.",
          new Refusal("LH-ISO-151", "a CRT client: build the plain S3AsyncClient instead"),
          S3 + "internal.crossregion.",
          new Refusal("LH-ISO-159", "a cross-Region client: build one client for each Region"),
          "software.amazon.encryption.",
          new Refusal(
              "LH-ISO-154",
              "an encryption client, which makes requests of its own: encrypt before the upload"));

  private record Refusal(String code, String what) {}

  private ShareableClient() {}

  public static <C extends AwsClient> void require(Class<C> api, C shared) {
    refusal(api, shared.getClass())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    String name = api.getSimpleName();
    AwsServiceClientConfiguration configuration = shared.serviceClientConfiguration();
    Class<?> identity = configuration.credentialsProvider().getClass();
    if (identity.getName().contains(".s3accessgrants.")) {
      throw new UnsupportedClientException(
          "LH-ISO-153",
          "this %s has the S3 Access Grants plugin, which signs with credentials that no tenant's"
                  .formatted(name)
              + " policy narrows: build it without");
    }
    List<?> interceptors = configuration.overrideConfiguration().executionInterceptors();
    if (configuration.credentialsProvider() != RefusingCredentialsProvider.INSTANCE
        || interceptors.stream().noneMatch(SigningIdentityGuard.class::isInstance)) {
      throw new UnsupportedClientException(
          "this %s has an identity of its own or lacks the guard: build it from".formatted(name)
              + " TenantClients.prepare(builder)");
    }
  }

  /** Why a client of this class is not shared, by its class alone. */
  public static Optional<UnsupportedClientException> refusal(Class<?> api, Class<?> built) {
    String name = api.getSimpleName();
    if (!api.isInterface()) {
      return Optional.of(
          new UnsupportedClientException(name + " is not a client interface of the AWS SDK"));
    }
    // Decorators drop request overrides, in some versions of the SDK or in all.
    if (built.getName().equals(api.getPackageName() + ".Default" + name)) {
      return Optional.empty();
    }
    return Optional.of(
        KNOWN.entrySet().stream()
            .filter(known -> built.getName().startsWith(known.getKey()))
            .map(Map.Entry::getValue)
            .map(
                known ->
                    new UnsupportedClientException(
                        known.code(), "tenants cannot share " + known.what()))
            .findFirst()
            .orElseGet(
                () ->
                    new UnsupportedClientException(
                        "a %s cannot be shared by tenants, only the plain %s: build it without"
                                .formatted(built.getSimpleName(), name)
                            + " multipart, CRT, cross-Region access or a wrapper of your own")));
  }
}
