package io.leasehold.localaws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.leasehold.localaws.internal.server.ByteExactServer;
import io.leasehold.localaws.internal.server.HttpFront;
import io.leasehold.localaws.internal.server.Simulation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A running simulator of AWS.
 *
 * <pre>{@code
 * try (LocalAws aws = LocalAws.builder().start()) {
 *   StsClient sts = StsClient.builder()
 *       .endpointOverride(aws.endpoint())
 *       .region(Region.EU_CENTRAL_1)
 *       .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
 *           aws.managementAccessKeyId(), aws.managementSecretAccessKey())))
 *       .build();
 * }
 * }</pre>
 *
 * <p>There is one endpoint for Organizations, STS, IAM, DynamoDB, S3 and, at {@code /federation},
 * for signing in to the console. An organization exists; its management account has a user {@code
 * platform} with AdministratorAccess and the keys below. All state is in memory and gone at {@link
 * #close()}. Listens on 127.0.0.1 only. Thread-safe.
 */
public final class LocalAws implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.leasehold.localaws");
  private static final int BEHIND_EVERY_STUB = 100;

  private final WireMockServer server;
  private final Simulation simulation;
  private final LocalAwsFaults faults;
  private final String accessKeyId;
  private final String secretAccessKey;

  LocalAws(LocalAwsBuilder settings) {
    this.simulation = settings.simulation();
    this.accessKeyId = settings.accessKeyId();
    this.secretAccessKey = settings.secretAccessKey();
    this.server =
        new WireMockServer(
            options()
                .httpServerFactory(ByteExactServer::new)
                .bindAddress("127.0.0.1")
                .port(settings.port())
                .containerThreads(settings.threads())
                .jettyAcceptors(1)
                .disableRequestJournal()
                .gzipDisabled(true)
                // HTTP/2 has no Host header, which every signature covers; no SDK asks for it here.
                .http2PlainDisabled(true)
                .extensionScanningEnabled(false)
                .stubCorsEnabled(false)
                .basicAdminAuthenticator(accessKeyId, secretAccessKey)
                .usingFilesUnderDirectory(nowhere())
                .extensions(new HttpFront(simulation.router())));
    server.start();
    server.stubFor(
        any(anyUrl())
            .atPriority(BEHIND_EVERY_STUB)
            .willReturn(aResponse().withTransformers(HttpFront.NAME)));
    this.faults = new LocalAwsFaults(server, simulation.router(), simulation.organization());
    LOG.log(
        Level.INFO,
        () -> "localaws is a SIMULATOR of AWS at " + endpoint() + "; nothing here reaches AWS");
  }

  // WireMock reads stubs from a folder of the project unless told otherwise; there are none.
  private static String nowhere() {
    return Path.of(System.getProperty("java.io.tmpdir"), "localaws-" + UUID.randomUUID())
        .toString();
  }

  /** A builder with the settings that suit most tests. */
  public static LocalAwsBuilder builder() {
    return new LocalAwsBuilder();
  }

  /** The endpoint of every service. S3 is addressed by path. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The endpoint that turns a session into a sign-in URL of the console. */
  public URI federationEndpoint() {
    return endpoint().resolve("/federation");
  }

  /** The account that owns the organization, twelve digits. */
  public String managementAccountId() {
    return simulation.organization().managementAccountId();
  }

  /** The access key of the user {@code platform} in the management account. */
  public String managementAccessKeyId() {
    return accessKeyId;
  }

  /** The secret of {@link #managementAccessKeyId()}. */
  public String managementSecretAccessKey() {
    return secretAccessKey;
  }

  /** The root of the organization's tree, {@code r-...}. */
  public String rootId() {
    return simulation.organization().rootId();
  }

  /** The organization, {@code o-...}. */
  public String organizationId() {
    return simulation.organization().organizationId();
  }

  /** Makes calls go wrong. */
  public LocalAwsFaults faults() {
    return faults;
  }

  /** Stops the server; all state is gone. */
  @Override
  public void close() {
    server.stop();
  }
}
