package io.leasehold.provisioning.account;

import io.leasehold.localaws.LocalAws;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The life of an account against the simulator of the testkit, or against any other endpoint named
 * by {@code -Dleasehold.aws.endpoint=...}, with keys from {@code leasehold.aws.access-key-id} and
 * {@code leasehold.aws.secret-access-key}.
 */
class AccountLifecycleIT extends AccountLifecycle {

  private static final String ENDPOINT = System.getProperty("leasehold.aws.endpoint", "");

  private static LocalAws simulator;

  @BeforeAll
  static void start() {
    if (ENDPOINT.isBlank()) {
      simulator = LocalAws.builder().start();
      System.out.println("Account lifecycle: against localaws at " + simulator.endpoint());
    } else {
      System.out.println("Account lifecycle: against " + ENDPOINT);
    }
  }

  @AfterAll
  static void stop() {
    if (simulator != null) {
      simulator.close();
    }
  }

  @Override
  CloudUnderTest cloud() {
    return simulator == null
        ? new CloudUnderTest(
            URI.create(ENDPOINT),
            System.getProperty("leasehold.aws.access-key-id", "AKIAIOSFODNN7EXAMPLE"),
            System.getProperty("leasehold.aws.secret-access-key", "a-secret-of-no-worth"))
        : new CloudUnderTest(
            simulator.endpoint(),
            simulator.managementAccessKeyId(),
            simulator.managementSecretAccessKey());
  }
}
