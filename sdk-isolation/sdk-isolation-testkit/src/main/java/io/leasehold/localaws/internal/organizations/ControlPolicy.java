package io.leasehold.localaws.internal.organizations;

import io.leasehold.localaws.internal.iam.StoredPolicy;

/** A service control policy. Immutable. */
record ControlPolicy(
    String id, String name, String description, StoredPolicy content, boolean awsManaged) {

  static final String FULL_ACCESS_ID = "p-FullAWSAccess";

  static final ControlPolicy FULL_ACCESS =
      new ControlPolicy(
          FULL_ACCESS_ID,
          "FullAWSAccess",
          "Allows access to every operation",
          StoredPolicy.parse(
              "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                  + "\"Resource\":\"*\"}]}"),
          true);
}
