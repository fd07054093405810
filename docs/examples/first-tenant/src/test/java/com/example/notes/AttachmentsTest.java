package com.example.notes;

import static com.example.notes.Tenants.ACME;
import static com.example.notes.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.localaws.LocalAws;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** One S3 prefix, with unmodified AWS clients against the simulator. */
class AttachmentsTest {

  private static LocalAws aws;
  private static Attachments attachments;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    String account = aws.managementAccountId();
    asPlatform(S3Client.builder().forcePathStyle(true))
        .build()
        .createBucket(r -> r.bucket("notes"));
    IamClient iam = asPlatform(IamClient.builder()).build();
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
         "Principal":{"AWS":"arn:aws:iam::%s:root"}}]}"""
            .formatted(account);
    iam.createRole(r -> r.roleName("notes-tenant").assumeRolePolicyDocument(trust));
    iam.putRolePolicy(
        r ->
            r.roleName("notes-tenant")
                .policyName("notes")
                .policyDocument(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
                     "Resource":["arn:aws:s3:::notes","arn:aws:s3:::notes/*"]}]}"""));

    // From here on it is what an application does.
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("notes")
            .region("eu-central-1")
            .account(account)
            .allow(S3PrefixScope.bucket("notes"))
            .build();
    TenantCredentialVendor vendor =
        TenantCredentialVendor.builder()
            .sts(asPlatform(StsAsyncClient.builder()).build())
            .role("arn:aws:iam::" + account + ":role/notes-tenant")
            .blueprint(blueprint)
            .build();
    S3Client shared =
        TenantClients.prepare(
                S3Client.builder()
                    .forcePathStyle(true)
                    .endpointOverride(aws.endpoint())
                    .region(Region.EU_CENTRAL_1))
            .build();
    attachments = new Attachments(TenantClients.over(vendor), shared, "notes");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void aTenantReadsItsOwnFilesOnly() {
    TenantScopes.run(GLOBEX, () -> attachments.put("plan.txt", "globex's plan"));
    TenantScopes.run(
        ACME,
        () -> {
          attachments.put("plan.txt", "acme's plan");
          assertThat(attachments.get("plan.txt")).isEqualTo("acme's plan");
          assertThatThrownBy(() -> attachments.read("globex/plan.txt"))
              .isInstanceOfSatisfying(
                  S3Exception.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
        });
  }

  @Test
  void withoutATenantNothingIsSent() {
    assertThatThrownBy(() -> attachments.read("acme/plan.txt"))
        .isInstanceOf(TenantRequiredException.class);
  }

  private static <B extends AwsClientBuilder<B, ?>> B asPlatform(B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    aws.managementAccessKeyId(), aws.managementSecretAccessKey())));
  }
}
