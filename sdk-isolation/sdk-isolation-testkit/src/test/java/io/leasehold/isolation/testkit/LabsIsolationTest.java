package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.DynamoDbPooledScope;
import io.leasehold.isolation.aws.IsolationBlueprint;
import io.leasehold.isolation.aws.S3PrefixScope;
import io.leasehold.isolation.aws.SqsQueueScope;

/** The kit as a vendor of software uses it. */
class LabsIsolationTest implements IsolationTck {

  @Override
  public IsolationBlueprint blueprint() {
    return IsolationBlueprint.builder("labs")
        .region("eu-central-1")
        .account("111111111111")
        .allow(DynamoDbPooledScope.table("labs-activity"))
        .allow(S3PrefixScope.bucket("labs-content"))
        .allow(SqsQueueScope.prefixed("labs-work-"))
        .build();
  }
}
