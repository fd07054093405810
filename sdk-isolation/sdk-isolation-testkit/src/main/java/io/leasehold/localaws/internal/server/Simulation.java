package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.Authenticator;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.dynamodb.DynamoDbService;
import io.leasehold.localaws.internal.federation.SignIn;
import io.leasehold.localaws.internal.iam.IamService;
import io.leasehold.localaws.internal.iam.IamWorld;
import io.leasehold.localaws.internal.organizations.Organization;
import io.leasehold.localaws.internal.organizations.OrganizationLimits;
import io.leasehold.localaws.internal.organizations.OrganizationsService;
import io.leasehold.localaws.internal.s3.S3Service;
import io.leasehold.localaws.internal.sts.Sessions;
import io.leasehold.localaws.internal.sts.StsService;
import io.leasehold.localaws.internal.sts.WebIdentityProvider;
import java.time.Clock;
import java.util.List;

/** All services of one simulated AWS, tied together. */
public final class Simulation {

  private final IamWorld iam;
  private final Organization organization;
  private final Router router;

  /** Creates an AWS with one organization and its management account. */
  public Simulation(
      String managementAccountId,
      OrganizationLimits limits,
      List<WebIdentityProvider> providers,
      Clock clock) {
    this.iam = new IamWorld(clock);
    iam.createAccount(managementAccountId);
    this.organization = new Organization(managementAccountId, limits, iam, clock);
    Sessions sessions = new Sessions(iam, clock);
    Authenticator authenticator = new Authenticator(List.of(iam, sessions), clock);
    Authorizer authorizer = new Authorizer(iam, organization, clock);
    List<AwsService> services =
        List.of(
            StsService.create(iam, sessions, authorizer, providers, clock),
            IamService.create(iam, authorizer, clock),
            DynamoDbService.create(authorizer, clock),
            S3Service.create(authorizer, clock),
            OrganizationsService.create(organization, authorizer, clock));
    this.router = new Router(authenticator, services, new SignIn(authenticator, clock));
  }

  /** Adds a user with AdministratorAccess to the management account. */
  public void createAdministrator(String name, String accessKeyId, String secretAccessKey) {
    iam.createAdministrator(organization.managementAccountId(), name, accessKeyId, secretAccessKey);
  }

  /** The way into the services. */
  public Router router() {
    return router;
  }

  /** The organization. */
  public Organization organization() {
    return organization;
  }
}
