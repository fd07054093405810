package io.leasehold.labs.engine;

import io.leasehold.labs.cloud.AwsConnection;
import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.provisioning.access.AccessBroker;
import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.PoolSettings;
import io.leasehold.provisioning.account.spi.PoolPorts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import javax.sql.DataSource;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS side of the account pool. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class PoolClients {

  private static final URI REAL_SIGN_IN = URI.create("https://signin.aws.amazon.com/federation");

  @Inject private AwsConnection aws;
  @Inject private LabsSettings settings;

  AccountPool pool(DataSource platform, PoolSettings sizes) {
    return AccountPool.builder(platform)
        .ports(ports())
        .emails(settings.poolEmails())
        .settings(sizes)
        .build();
  }

  AccessBroker broker(AccountPool pool, StsClient sts) {
    return AccessBroker.builder(pool, sts)
        .region(settings.awsRegion())
        .signIn(settings.awsEndpoint().map(e -> e.resolve("/federation")).orElse(REAL_SIGN_IN))
        .build();
  }

  private PoolPorts ports() {
    throw new UnsupportedOperationException(aws.toString());
  }
}
