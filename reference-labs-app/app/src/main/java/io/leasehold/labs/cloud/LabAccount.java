package io.leasehold.labs.cloud;

import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.provisioning.access.TemporaryAccess;
import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.LabRole;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.aws.MemberAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * What a lab puts into the account that a learner has leased. Each method finds the work of an
 * earlier attempt and leaves the account the same. Thread-safe.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class LabAccount {

  private static final String GUARDRAILS = "lab-guardrails";

  @Inject private AwsConnection aws;
  @Inject private LabsSettings settings;

  /**
   * Narrows the learner's role to what the lab is about.
   *
   * @param services IAM prefixes, such as {@code s3}
   */
  public void applyGuardrails(AccountId account, List<String> services) {
    String policy = Guardrails.policy(services, settings.awsRegion());
    try (MemberAccount member = aws.labAccounts().open(account)) {
      member
          .iam()
          .putRolePolicy(
              request ->
                  request.roleName(LabRole.NAME).policyName(GUARDRAILS).policyDocument(policy));
    }
  }

  /** Puts the lab's first object where the learner will find it. */
  public void deployContent(AccountId account, LeaseId lease, String name, String text) {
    String bucket = starterBucket(account, lease);
    try (MemberAccount member = aws.labAccounts().open(account)) {
      try {
        member
            .s3()
            .createBucket(
                request ->
                    request
                        .bucket(bucket)
                        .createBucketConfiguration(
                            place -> place.locationConstraint(settings.awsRegion())));
      } catch (BucketAlreadyOwnedByYouException earlierAttempt) {
        // It is where it should be.
      }
      member
          .s3()
          .putObject(
              request ->
                  request.bucket(bucket).key(name).contentType("text/markdown; charset=utf-8"),
              RequestBody.fromString(text));
    }
  }

  /**
   * Asks AWS who the credentials are.
   *
   * @throws IllegalStateException if they do not open the account
   */
  public void requireOpens(TemporaryAccess access, AccountId account) {
    AwsSessionCredentials learner =
        AwsSessionCredentials.create(
            access.accessKeyId(), access.secretAccessKey(), access.sessionToken());
    try (StsClient sts =
        aws.at(StsClient.builder())
            .httpClient(aws.http())
            .credentialsProvider(StaticCredentialsProvider.create(learner))
            .build()) {
      String opened = sts.getCallerIdentity().account();
      if (!opened.equals(account.value())) {
        throw new IllegalStateException(
            "the credentials made for account " + account + " open account " + opened);
      }
    }
  }

  /**
   * The bucket in the lab account that holds what the learner starts from. All AWS accounts share
   * one space of bucket names; with the lease in it nobody can know the name and take it before.
   */
  public static String starterBucket(AccountId account, LeaseId lease) {
    return "lab-starter-" + account.value() + "-" + lease.value().toString().substring(24);
  }
}
