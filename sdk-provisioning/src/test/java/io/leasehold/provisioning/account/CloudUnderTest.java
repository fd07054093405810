package io.leasehold.provisioning.account;

import io.leasehold.provisioning.account.aws.AssumedMemberAccounts;
import io.leasehold.provisioning.account.aws.AwsPorts;
import io.leasehold.provisioning.account.aws.LabLayout;
import io.leasehold.provisioning.account.spi.PoolPorts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * An endpoint that speaks for AWS, seen from the management account, with an organisation and a new
 * organisational unit for the labs. Nothing here knows which product answers.
 */
public final class CloudUnderTest implements AutoCloseable {

  public static final String REGION = "eu-central-1";

  private final URI endpoint;
  private final AwsCredentialsProvider keys;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(15)).build();
  public final OrganizationsClient organizations;
  public final StsClient sts;
  public final AssumedMemberAccounts members;
  public final LabLayout layout;
  public final String root;
  public final String unit;

  public CloudUnderTest(URI endpoint, String keyId, String secret) {
    this.endpoint = endpoint;
    this.keys = StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret));
    this.organizations =
        OrganizationsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(keys)
            .httpClient(http)
            .build();
    this.sts = sts(keys);
    this.members = AssumedMemberAccounts.of(sts, http, REGION).at(endpoint);
    this.layout = new LabLayout(brokerPrincipal(), List.of(REGION));
    ensureOrganization();
    this.root = organizations.listRoots(r -> {}).roots().get(0).id();
    this.unit =
        organizations
            .createOrganizationalUnit(
                r -> r.parentId(root).name("labs-" + UUID.randomUUID().toString().substring(0, 8)))
            .organizationalUnit()
            .id();
  }

  public StsClient sts(AwsCredentialsProvider credentials) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials)
        .httpClient(http)
        .build();
  }

  public SdkHttpClient http() {
    return http;
  }

  public URI endpoint() {
    return endpoint;
  }

  public PoolPorts ports() {
    return AwsPorts.of(organizations, unit, members, layout);
  }

  /** moto names its caller by an ARN of STS, which no trust policy can hold. */
  private String brokerPrincipal() {
    String arn = sts.getCallerIdentity().arn();
    String account = sts.getCallerIdentity().account();
    return arn.startsWith("arn:aws:iam::") && !arn.endsWith(":root")
        ? arn
        : "arn:aws:iam::" + account + ":user/platform";
  }

  private void ensureOrganization() {
    try {
      organizations.describeOrganization();
    } catch (AwsOrganizationsNotInUseException e) {
      organizations.createOrganization(r -> r.featureSet(OrganizationFeatureSet.ALL));
    }
  }

  @Override
  public void close() {
    organizations.close();
    sts.close();
    http.close();
  }
}
