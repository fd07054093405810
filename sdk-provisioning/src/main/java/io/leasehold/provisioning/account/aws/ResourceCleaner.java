package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.Cleaner;
import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.util.List;

/**
 * Empties IAM, S3 and DynamoDB of an account, in this order: as long as a learner's principal
 * lives, it can put back what was deleted. Thread-safe.
 */
public final class ResourceCleaner implements Cleaner {

  private final MemberAccounts members;
  private final List<Sweep> sweeps;

  /** Cleans accounts of this layout. */
  public ResourceCleaner(MemberAccounts members, LabLayout layout) {
    this.members = members;
    this.sweeps =
        List.of(
            new UserSweep(),
            new RoleSweep(),
            new PolicySweep(),
            new BucketSweep(),
            new TableSweep(layout));
  }

  @Override
  public int clean(ClearedAccount account) {
    try (MemberAccount member = members.open(account.id())) {
      int found = 0;
      for (Sweep sweep : sweeps) {
        found += sweep.over(account, member);
      }
      return found;
    }
  }
}
