package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.PoolPorts;
import java.time.Clock;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** Puts the ports of an account pool on AWS together. */
public final class AwsPorts {

  private AwsPorts() {}

  /**
   * All ports.
   *
   * @param organizations signs as a principal of the management account
   * @param unit the id of the organisational unit of the labs, which holds no other accounts
   * @param members opens the member accounts
   * @param layout what the accounts look like
   */
  public static PoolPorts of(
      OrganizationsClient organizations, String unit, MemberAccounts members, LabLayout layout) {
    return new PoolPorts(
        new OrganizationsAccountFactory(organizations),
        new OrganizationsZone(organizations, unit),
        new LabBaseline(members, layout),
        new LabAccessRevoker(members, Clock.systemUTC()),
        new ResourceCleaner(members, layout),
        new InventoryVerifier(members, layout));
  }
}
