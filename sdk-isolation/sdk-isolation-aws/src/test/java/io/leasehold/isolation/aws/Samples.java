package io.leasehold.isolation.aws;

import io.leasehold.tenancy.TenantId;

/** What several tests share. */
final class Samples {

  static final TenantId ACME = TenantId.of("acme");
  static final TenantId GLOBEX = TenantId.of("globex");
  static final String ROLE = "arn:aws:iam::111111111111:role/LabsTenant";

  private Samples() {}

  static IsolationBlueprint blueprint() {
    return IsolationBlueprint.builder("labs")
        .region("eu-central-1")
        .account("111111111111")
        .allow(DynamoDbPooledScope.table("labs-activity"))
        .allow(S3PrefixScope.bucket("labs-content"))
        .build();
  }

  static TenantCredentialVendorBuilder vendor(StubSts sts) {
    return TenantCredentialVendor.builder().sts(sts.client()).role(ROLE).blueprint(blueprint());
  }
}
