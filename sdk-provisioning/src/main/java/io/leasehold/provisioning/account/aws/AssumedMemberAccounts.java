package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.spi.PermanentAccountException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Opens member accounts through the role that Organizations puts into each account it creates.
 * Thread-safe.
 */
public final class AssumedMemberAccounts implements MemberAccounts {

  private static final Duration SESSION = Duration.ofMinutes(15);

  private final StsClient sts;
  private final SdkHttpClient http;
  private final Optional<URI> endpoint;
  private final String region;

  private AssumedMemberAccounts(
      StsClient sts, SdkHttpClient http, Optional<URI> endpoint, String region) {
    this.sts = sts;
    this.http = http;
    this.endpoint = endpoint;
    this.region = region;
  }

  /**
   * Members of the organisation of AWS itself.
   *
   * @param sts signs as a principal of the management account
   * @param http shared by all clients; stays open
   * @param region the home Region of the labs
   */
  public static AssumedMemberAccounts of(StsClient sts, SdkHttpClient http, String region) {
    return new AssumedMemberAccounts(
        Objects.requireNonNull(sts), Objects.requireNonNull(http), Optional.empty(), region);
  }

  /** The same, on an endpoint that speaks for all services: a simulator. */
  public AssumedMemberAccounts at(URI simulator) {
    return new AssumedMemberAccounts(sts, http, Optional.of(simulator), region);
  }

  @Override
  public MemberAccount open(AccountId account) {
    AssumeRoleResponse assumed =
        sts.assumeRole(
            AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::" + account + ":role/" + LabLayout.ADMIN_ROLE)
                .roleSessionName("leasehold-care")
                .durationSeconds(Math.toIntExact(SESSION.toSeconds()))
                .build());
    ClientSet clients = new ClientSet(credentials(assumed.credentials()), http, endpoint, region);
    try {
      requireInside(account, clients);
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
    return clients;
  }

  /** Administrators are asked where they are before anybody deletes something. */
  private static void requireInside(AccountId account, ClientSet clients) {
    String actual = clients.whoAmI();
    if (!actual.equals(account.value())) {
      throw new PermanentAccountException(
          "LH-PRV-220",
          "The credentials for account "
              + account
              + " work in account "
              + actual
              + "; nothing was done. Check the role "
              + LabLayout.ADMIN_ROLE
              + " and the endpoint.");
    }
  }

  private static AwsCredentialsProvider credentials(Credentials given) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            given.accessKeyId(), given.secretAccessKey(), given.sessionToken()));
  }
}
