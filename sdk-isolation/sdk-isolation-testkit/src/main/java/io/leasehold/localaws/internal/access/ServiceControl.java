package io.leasehold.localaws.internal.access;

import io.leasehold.isolation.iam.PolicyDocument;
import java.util.List;

/** What the organization lets an account do. */
public interface ServiceControl {

  /** The policies of each level, from the root to the account; empty for the management account. */
  List<List<PolicyDocument>> levels(String accountId);

  /** Whether the account is closed, so that nobody in it may do anything. */
  boolean suspended(String accountId);

  /** The id of the organization. */
  String organizationId();
}
