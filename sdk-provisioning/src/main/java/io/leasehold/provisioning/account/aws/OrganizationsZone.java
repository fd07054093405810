package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.spi.OrgZone;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DuplicateAccountException;

/** One organisational unit as the zone of the pool. Thread-safe. */
public final class OrganizationsZone implements OrgZone {

  private final OrganizationsClient organizations;
  private final String unit;
  private final AtomicReference<@Nullable AccountId> management = new AtomicReference<>();

  /**
   * The zone.
   *
   * @param organizations signs as a principal of the management account
   * @param unit the id of the organisational unit, {@code ou-...}
   */
  public OrganizationsZone(OrganizationsClient organizations, String unit) {
    this.organizations = Objects.requireNonNull(organizations, "organizations");
    this.unit = Objects.requireNonNull(unit, "unit");
  }

  @Override
  public void admit(AccountId account) {
    String parent = parent(account);
    if (parent.equals(unit)) {
      return;
    }
    try {
      organizations.moveAccount(
          r -> r.accountId(account.value()).sourceParentId(parent).destinationParentId(unit));
    } catch (DuplicateAccountException e) {
      // It is there: an earlier attempt moved it, and its answer was lost.
    }
  }

  @Override
  public boolean contains(AccountId account) {
    return parent(account).equals(unit);
  }

  @Override
  public AccountId managementAccount() {
    AccountId known = management.get();
    if (known == null) {
      known = AccountId.of(organizations.describeOrganization().organization().masterAccountId());
      management.set(known);
    }
    return known;
  }

  private String parent(AccountId account) {
    return organizations.listParents(r -> r.childId(account.value())).parents().get(0).id();
  }
}
