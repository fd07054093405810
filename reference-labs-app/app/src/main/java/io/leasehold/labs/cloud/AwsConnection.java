package io.leasehold.labs.cloud;

import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.provisioning.account.aws.AssumedMemberAccounts;
import io.leasehold.provisioning.account.aws.MemberAccounts;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * How this node reaches AWS: Region, endpoint, HTTP, and the identity of the platform, which the
 * SDK's default chain finds. Thread-safe.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class AwsConnection {

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(5))
          .socketTimeout(Duration.ofSeconds(30))
          .build();
  private final SdkAsyncHttpClient asyncHttp =
      NettyNioAsyncHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)).build();
  private final DefaultCredentialsProvider platform = DefaultCredentialsProvider.builder().build();

  @Inject private LabsSettings settings;
  private StsClient sts;

  @PostConstruct
  void open() {
    sts = at(StsClient.builder()).httpClient(http).credentialsProvider(platform).build();
  }

  /** STS as the platform. */
  public StsClient sts() {
    return sts;
  }

  /** Lab accounts, entered by the platform through the role that each of them was made with. */
  public MemberAccounts labAccounts() {
    AssumedMemberAccounts real = AssumedMemberAccounts.of(sts, http, settings.awsRegion());
    return settings.awsEndpoint().map(real::at).orElse(real);
  }

  /** Who the platform is. Never the identity of a client that touches tenants' data. */
  public AwsCredentialsProvider platform() {
    return platform;
  }

  /** The HTTP client of blocking AWS clients. */
  public SdkHttpClient http() {
    return http;
  }

  /** The HTTP client of asynchronous AWS clients. */
  public SdkAsyncHttpClient asyncHttp() {
    return asyncHttp;
  }

  /** Says Region and endpoint to the builder of a client. */
  public <B extends AwsClientBuilder<B, ?>> B at(B builder) {
    builder.region(Region.of(settings.awsRegion()));
    settings.awsEndpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  @PreDestroy
  void close() {
    sts.close();
    platform.close();
    http.close();
    asyncHttp.close();
  }
}
