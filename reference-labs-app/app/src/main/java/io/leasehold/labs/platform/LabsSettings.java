package io.leasehold.labs.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Every setting of the application, with its default. A setting {@code labs.pool.target} is found
 * in the environment as {@code LABS_POOL_TARGET}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class LabsSettings {

  @Inject private Config config;

  /** The name of this node, unique among those that share the database. */
  public String node() {
    return text("labs.node", "node-1");
  }

  /** The domain below which each tenant has a host named by its slug. */
  public String platformDomain() {
    return text("labs.platform-domain", "localhost");
  }

  /** The role that migrations grant the platform's records to. */
  public String platformRole() {
    return text("labs.db.platform.user", "labs_platform");
  }

  /** The role that migrations grant tenants' rows to. */
  public String appRole() {
    return text("labs.db.app.user", "labs_app");
  }

  /** The file with tenants, issuers and labs to bring in at start. */
  public Optional<Path> bootstrap() {
    return optional("labs.bootstrap").map(Path::of);
  }

  /** How often a node says that it lives. */
  public Duration heartbeat() {
    return Durations.parse("labs.heartbeat", text("labs.heartbeat", "2s"));
  }

  /** After how many missed heartbeats another node takes over. */
  public int missedHeartbeats() {
    return number("labs.missed-heartbeats", 4);
  }

  /** How long the answer of the tenant registry is believed. */
  public Duration registryCache() {
    return Durations.parse("labs.registry.cache", text("labs.registry.cache", "30s"));
  }

  /** Whether issuers on this machine may hand out their keys over plain http, as the demo's do. */
  public boolean loopbackIssuers() {
    return Boolean.parseBoolean(text("labs.loopback-issuers", "false"));
  }

  /** The AWS endpoint, if it is not AWS itself. */
  public Optional<URI> awsEndpoint() {
    return optional("leasehold.aws.endpoint").map(URI::create);
  }

  /** The AWS Region of the platform and of the labs. */
  public String awsRegion() {
    return text("leasehold.aws.region", "eu-central-1");
  }

  /** Whether AWS is played by a simulator, which the page says then. */
  public boolean simulated() {
    return Boolean.parseBoolean(text("leasehold.aws.simulated", "false"));
  }

  /**
   * The user or role that learners' roles trust, if it is not what AWS calls the platform; needed
   * where the platform is a role with a path.
   */
  public Optional<String> brokerArn() {
    return optional("labs.broker-arn");
  }

  /** The role through which tenants reach their data, narrowed for each of them. */
  public String dataRoleArn() {
    return required("labs.data.role-arn");
  }

  /** The table with every tenant's activity. */
  public String activityTable() {
    return text("labs.data.activity-table", "labs-activity");
  }

  /** The bucket with every tenant's content. */
  public String contentBucket() {
    return text("labs.data.content-bucket", "labs-content");
  }

  /** Accounts that the pool keeps free. */
  public int poolTarget() {
    return number("labs.pool.target", 3);
  }

  /** Accounts at most. */
  public int poolMax() {
    return number("labs.pool.max", 10);
  }

  /** The organizational unit of free and leased accounts. */
  public String poolUnit() {
    return required("labs.pool.ou-id");
  }

  /** The addresses of new accounts, with {@code {id}} where each gets its own part. */
  public String poolEmails() {
    return required("labs.pool.email-pattern");
  }

  /** Pause between two looks at something that AWS works on. */
  public Duration poolPoll() {
    return Durations.parse("labs.pool.poll", text("labs.pool.poll", "5s"));
  }

  private String text(String name, String ifAbsent) {
    return optional(name).orElse(ifAbsent);
  }

  private int number(String name, int ifAbsent) {
    return config.getOptionalValue(name, Integer.class).orElse(ifAbsent);
  }

  private Optional<String> optional(String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  private String required(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the setting %s is missing; reference-labs-app/README.md lists all settings"
                        .formatted(name)));
  }
}
