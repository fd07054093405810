package io.leasehold.provisioning.access;

import io.leasehold.provisioning.account.AccountPool;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import software.amazon.awssdk.services.sts.StsClient;

/** Builds an {@link AccessBroker}. Not thread-safe. */
public final class AccessBrokerBuilder {

  private final AccountPool pool;
  private final StsClient sts;
  private String region = "us-east-1";
  private URI signIn = URI.create("https://signin.aws.amazon.com/federation");
  private URI issuer = URI.create("https://console.aws.amazon.com/");
  private URI destination = URI.create("https://console.aws.amazon.com/");
  private Clock clock = Clock.systemUTC();

  AccessBrokerBuilder(AccountPool pool, StsClient sts) {
    this.pool = Objects.requireNonNull(pool, "pool");
    this.sts = Objects.requireNonNull(sts, "sts");
  }

  /** The Region that learners start in. Default us-east-1. */
  public AccessBrokerBuilder region(String region) {
    this.region = Objects.requireNonNull(region, "region");
    return this;
  }

  /** The federation endpoint. Default that of the AWS partition. */
  public AccessBrokerBuilder signIn(URI endpoint) {
    this.signIn = Objects.requireNonNull(endpoint, "endpoint");
    return this;
  }

  /** Where the console sends a learner whose session is over: a page of the application. */
  public AccessBrokerBuilder issuer(URI page) {
    this.issuer = Objects.requireNonNull(page, "page");
    return this;
  }

  /**
   * The page of the console that a learner lands on. Default its home.
   *
   * @throws IllegalArgumentException if it is not a page of the AWS console: an address that signs
   *     somebody in must not lead elsewhere
   */
  public AccessBrokerBuilder destination(URI page) {
    this.destination = DestinationRule.checked(page);
    return this;
  }

  /** The clock; the system's unless said. */
  public AccessBrokerBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** The broker. */
  public AccessBroker build() {
    return new AccessBroker(
        pool, sts, new ConsoleSignIn(signIn, issuer, destination), region, clock);
  }
}
