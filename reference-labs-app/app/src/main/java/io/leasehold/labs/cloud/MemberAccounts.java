package io.leasehold.labs.cloud;

import io.leasehold.provisioning.access.TemporaryAccess;
import io.leasehold.provisioning.account.AccountId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Lets the platform work inside a lab account, as the role that every new account trusts the
 * management account with. Thread-safe.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class MemberAccounts {

  private static final String ROLE = "OrganizationAccountAccessRole";
  private static final int SHORTEST_SECONDS = 900;

  @Inject private AwsConnection aws;
  private StsClient sts;

  @PostConstruct
  void open() {
    sts =
        aws.at(StsClient.builder())
            .httpClient(aws.http())
            .credentialsProvider(aws.platform())
            .build();
  }

  @PreDestroy
  void close() {
    sts.close();
  }

  /** STS as the platform. */
  public StsClient sts() {
    return sts;
  }

  /** IAM inside the account; close it after use. */
  public IamClient iam(AccountId account) {
    return aws.at(IamClient.builder())
        .httpClient(aws.http())
        .credentialsProvider(inside(account))
        .build();
  }

  /** S3 inside the account; close it after use. */
  public S3Client s3(AccountId account) {
    return aws.at(S3Client.builder())
        .httpClient(aws.http())
        .credentialsProvider(inside(account))
        .forcePathStyle(true)
        .build();
  }

  /** The account that the credentials open, as AWS says. */
  AccountId accountOf(TemporaryAccess access) {
    try (StsClient learner =
        aws.at(StsClient.builder())
            .httpClient(aws.http())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create(
                        access.accessKeyId(), access.secretAccessKey(), access.sessionToken())))
            .build()) {
      return new AccountId(learner.getCallerIdentity().account());
    }
  }

  private AwsCredentialsProvider inside(AccountId account) {
    Credentials issued =
        sts.assumeRole(
                request ->
                    request
                        .roleArn("arn:aws:iam::" + account.value() + ":role/" + ROLE)
                        .roleSessionName("leasehold-labs")
                        .durationSeconds(SHORTEST_SECONDS))
            .credentials();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
  }
}
