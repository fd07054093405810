package io.leasehold.localaws;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The simulator as a process of its own.
 *
 * <p>Argument: the port (or {@code LOCALAWS_PORT}; 4566 without either, 0 for a free one). The
 * environment may set {@code LOCALAWS_ACCESS_KEY_ID} and {@code LOCALAWS_SECRET_ACCESS_KEY} (the
 * key of the management account's user; generated and printed otherwise), {@code
 * LOCALAWS_ACCOUNT_LIMIT} and {@code LOCALAWS_CREATE_ACCOUNT_SECONDS}. Prints {@code localaws ready
 * http://127.0.0.1:PORT} when it can be called, and runs until it is stopped.
 *
 * <p>Stubs are put in front through WireMock's administration API below {@code /__admin}, with the
 * management key as user and password of basic authentication.
 */
public final class LocalAwsMain {

  private static final String STANDARD_PORT = "4566";

  private LocalAwsMain() {}

  /** Starts the simulator and waits. */
  public static void main(String[] arguments) throws InterruptedException {
    String port = arguments.length > 0 ? arguments[0] : "";
    CountDownLatch stopped = new CountDownLatch(1);
    LocalAws aws = start(port, System.getenv(), System.out);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  aws.close();
                  stopped.countDown();
                },
                "localaws-stop"));
    stopped.await();
  }

  static LocalAws start(String port, Map<String, String> environment, PrintStream out) {
    LocalAwsBuilder builder = LocalAws.builder();
    String setPort = port.isEmpty() ? environment.getOrDefault("LOCALAWS_PORT", "") : port;
    builder.port(Integer.parseInt(setPort.isEmpty() ? STANDARD_PORT : setPort));
    Optional<String> id = Optional.ofNullable(environment.get("LOCALAWS_ACCESS_KEY_ID"));
    Optional<String> secret = Optional.ofNullable(environment.get("LOCALAWS_SECRET_ACCESS_KEY"));
    if (id.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "set both LOCALAWS_ACCESS_KEY_ID and LOCALAWS_SECRET_ACCESS_KEY, or neither");
    }
    id.ifPresent(keyId -> builder.managementKey(keyId, secret.orElseThrow()));
    Optional.ofNullable(environment.get("LOCALAWS_ACCOUNT_LIMIT"))
        .ifPresent(limit -> builder.accountLimit(Integer.parseInt(limit)));
    Optional.ofNullable(environment.get("LOCALAWS_CREATE_ACCOUNT_SECONDS"))
        .map(seconds -> Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000)))
        .ifPresent(builder::createAccountTakes);
    LocalAws aws = builder.start();
    out.println("localaws is a SIMULATOR of AWS; nothing here reaches AWS");
    if (id.isEmpty()) {
      out.println("localaws access key " + aws.managementAccessKeyId());
      out.println("localaws secret key " + aws.managementSecretAccessKey());
    }
    out.println("localaws ready " + aws.endpoint());
    out.flush();
    return aws;
  }
}
