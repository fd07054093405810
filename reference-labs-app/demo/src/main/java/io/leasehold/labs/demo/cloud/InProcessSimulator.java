package io.leasehold.labs.demo.cloud;

import io.leasehold.localaws.LocalAws;
import java.time.Duration;

/** The simulator inside this process. */
public final class InProcessSimulator implements Simulator {

  private final LocalAws aws;
  private final String region;

  private InProcessSimulator(LocalAws aws, String region) {
    this.aws = aws;
    this.region = region;
  }

  /**
   * Starts it.
   *
   * @param port the port on 127.0.0.1, or 0 for a free one
   * @param accountTakes how long an account is in creation
   */
  public static InProcessSimulator start(int port, String region, Duration accountTakes) {
    return new InProcessSimulator(
        LocalAws.builder().port(port).createAccountTakes(accountTakes).start(), region);
  }

  /** The simulator itself, for tests that make it go wrong. */
  public LocalAws aws() {
    return aws;
  }

  @Override
  public CloudAccess access() {
    return new CloudAccess(
        aws.endpoint(), region, aws.managementAccessKeyId(), aws.managementSecretAccessKey());
  }

  @Override
  public String describe() {
    return "localaws, in this process";
  }

  @Override
  public void close() {
    aws.close();
  }
}
