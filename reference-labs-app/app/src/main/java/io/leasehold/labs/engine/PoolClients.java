package io.leasehold.labs.engine;

import io.leasehold.labs.cloud.AwsConnection;
import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.provisioning.access.AccessBroker;
import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.PoolSettings;
import io.leasehold.provisioning.account.aws.AwsPorts;
import io.leasehold.provisioning.account.aws.LabLayout;
import io.leasehold.tenancy.spi.TenantRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** The AWS side of the account pool. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class PoolClients {

  private static final URI REAL_SIGN_IN = URI.create("https://signin.aws.amazon.com/federation");

  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

  @Inject private AwsConnection aws;
  @Inject private LabsSettings settings;
  @Inject private TenantRegistry tenants;

  private OrganizationsClient organizations;

  @PostConstruct
  void open() {
    organizations =
        aws.at(OrganizationsClient.builder())
            .httpClient(aws.http())
            .credentialsProvider(aws.platform())
            .build();
  }

  @PreDestroy
  void close() {
    organizations.close();
  }

  AccountPool pool(DataSource platform, PoolSettings sizes) {
    LabLayout layout = new LabLayout(brokerArn(), List.of(settings.awsRegion()));
    return AccountPool.builder(platform)
        .ports(AwsPorts.of(organizations, settings.poolUnit(), aws.labAccounts(), layout))
        .emails(settings.poolEmails())
        .tenants(tenants)
        .settings(sizes)
        .build();
  }

  AccessBroker broker(AccountPool pool) {
    return AccessBroker.builder(pool, aws.sts())
        .region(settings.awsRegion())
        .signIn(settings.awsEndpoint().map(e -> e.resolve("/federation")).orElse(REAL_SIGN_IN))
        .build();
  }

  /** Whom the learner's role trusts: the platform itself, unless the settings name another. */
  private String brokerArn() {
    return settings.brokerArn().orElseGet(() -> asIamArn(aws.sts().getCallerIdentity().arn()));
  }

  /** The role behind a session; a user is what it is. */
  static String asIamArn(String caller) {
    Matcher session = SESSION.matcher(caller);
    return session.matches()
        ? "arn:%s:iam::%s:role/%s".formatted(session.group(1), session.group(2), session.group(3))
        : caller;
  }
}
