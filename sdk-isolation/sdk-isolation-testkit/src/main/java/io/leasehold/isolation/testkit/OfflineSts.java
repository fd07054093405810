package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.SessionPolicy;
import io.leasehold.isolation.testkit.http.EnforcedSession;
import io.leasehold.isolation.testkit.http.IamEnforcement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsServiceClientConfiguration;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Stands in for STS: what it hands out is known to the enforcement, and to nobody else. */
final class OfflineSts implements StsAsyncClient {

  private static final Duration LIFE = Duration.ofHours(1);

  private final IamEnforcement enforcement;
  private final Region region;
  private final boolean open;

  OfflineSts(IamEnforcement enforcement, Region region, boolean open) {
    this.enforcement = enforcement;
    this.region = region;
    this.open = open;
  }

  @Override
  public CompletableFuture<AssumeRoleResponse> assumeRole(AssumeRoleRequest request) {
    if (!open) {
      return CompletableFuture.failedFuture(
          StsException.builder().statusCode(403).message("nobody gets credentials").build());
    }
    if (request.policy() == null || request.hasPolicyArns()) {
      return CompletableFuture.failedFuture(
          new UnsupportedOperationException(
              "the kit narrows sessions by inline policies only, whatever the plan in production"));
    }
    AwsSessionCredentials keys = newKeys();
    Map<String, String> tags =
        request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    enforcement.admit(
        EnforcedSession.limitedBy(
                new SessionPolicy(request.policy()),
                sessionArn(request.roleArn(), request.roleSessionName()),
                keys)
            .tagged(tags));
    return CompletableFuture.completedFuture(
        AssumeRoleResponse.builder()
            .credentials(
                c ->
                    c.accessKeyId(keys.accessKeyId())
                        .secretAccessKey(keys.secretAccessKey())
                        .sessionToken(keys.sessionToken())
                        .expiration(Instant.now().plus(LIFE)))
            .build());
  }

  static AwsSessionCredentials newKeys() {
    String random = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    return AwsSessionCredentials.create(
        "ASIA" + random.substring(0, 16), "secret-" + random, "token-" + random);
  }

  private static String sessionArn(String roleArn, String session) {
    return roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/" + session;
  }

  @Override
  public StsServiceClientConfiguration serviceClientConfiguration() {
    return StsServiceClientConfiguration.builder().region(region).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
