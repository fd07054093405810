package io.leasehold.labs.demo;

import io.leasehold.labs.demo.database.DatabaseAccess;
import io.leasehold.labs.demo.database.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@link LabsEnvironment} starts, and where. Immutable; the {@code with} methods change one
 * thing each. A port of 0 is a free one.
 *
 * @param nodes how many nodes of the application
 * @param httpPort the port of the first node; the others follow, or are free ones if it is 0
 * @param signInPort the port of the simulated sign-in
 * @param simulatorPort the port of the simulator
 * @param simulator who plays AWS
 * @param accountTakes how long the simulator takes to create an account
 * @param database a database that is there already, instead of an embedded one
 * @param bootstrap a bootstrap file with issuers that are there already, instead of the demo's
 *     tenants and the simulated sign-in
 * @param settings further environment variables of every node
 * @param jvmOptions further JVM options of every node
 * @param work where logs and data go; emptied at start
 * @param progress told what happens, a line at a time
 */
public record LabsOptions(
    int nodes,
    int httpPort,
    int signInPort,
    int simulatorPort,
    SimulatorKind simulator,
    Duration accountTakes,
    Optional<DatabaseAccess> database,
    Optional<Path> bootstrap,
    Map<String, String> settings,
    List<String> jvmOptions,
    Path work,
    Consumer<String> progress) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no node
   */
  public LabsOptions {
    Objects.requireNonNull(simulator, "simulator");
    Objects.requireNonNull(accountTakes, "accountTakes");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(bootstrap, "bootstrap");
    settings = Map.copyOf(settings);
    jvmOptions = List.copyOf(jvmOptions);
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(progress, "progress");
    if (nodes < 1) {
      throw new IllegalArgumentException("there is at least one node");
    }
  }

  /** One node with everything simulated around it, on free ports; for tests. */
  public static LabsOptions onFreePorts(Path work) {
    return new LabsOptions(
        1,
        0,
        0,
        0,
        SimulatorKind.IN_PROCESS,
        Duration.ofSeconds(1),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        work,
        line -> {});
  }

  /** What the demo starts, as the environment says; the README has the table. */
  static LabsOptions fromEnvironment(
      Map<String, String> environment, Path work, Consumer<String> progress) {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("LABS_POOL_TARGET", "3"));
    settings.putAll(
        Map.of("LABS_POOL_MAX", "8", "LABS_POOL_POLL", "1s", "LABS_REGISTRY_CACHE", "5s"));
    settings.keySet().removeAll(environment.keySet());
    return new LabsOptions(
        number(environment, "LABS_NODES", 1),
        number(environment, "LABS_HTTP_PORT", 9080),
        number(environment, "LABS_SIGN_IN_PORT", 9090),
        number(environment, "LABS_SIMULATOR_PORT", 9091),
        SimulatorKind.parse(environment.getOrDefault("LABS_SIMULATOR", "in-process")),
        Duration.ofSeconds(2),
        database(environment),
        Optional.ofNullable(environment.get("LABS_BOOTSTRAP")).map(Path::of),
        settings,
        List.of(),
        work,
        progress);
  }

  /** The same with so many nodes. */
  public LabsOptions withNodes(int count) {
    return new LabsOptions(
        count,
        httpPort,
        signInPort,
        simulatorPort,
        simulator,
        accountTakes,
        database,
        bootstrap,
        settings,
        jvmOptions,
        work,
        progress);
  }

  /** The same with another player of AWS. */
  public LabsOptions withSimulator(SimulatorKind kind) {
    return new LabsOptions(
        nodes,
        httpPort,
        signInPort,
        simulatorPort,
        kind,
        accountTakes,
        database,
        bootstrap,
        settings,
        jvmOptions,
        work,
        progress);
  }

  /** The same with accounts that take so long to be created. */
  public LabsOptions withAccountTakes(Duration duration) {
    return new LabsOptions(
        nodes,
        httpPort,
        signInPort,
        simulatorPort,
        simulator,
        duration,
        database,
        bootstrap,
        settings,
        jvmOptions,
        work,
        progress);
  }

  /** The same with one more environment variable of every node, such as LABS_POOL_MAX. */
  public LabsOptions withSetting(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(variable, value);
    return new LabsOptions(
        nodes,
        httpPort,
        signInPort,
        simulatorPort,
        simulator,
        accountTakes,
        database,
        bootstrap,
        more,
        jvmOptions,
        work,
        progress);
  }

  /** The same, telling somebody what happens. */
  public LabsOptions withProgress(Consumer<String> listener) {
    return new LabsOptions(
        nodes,
        httpPort,
        signInPort,
        simulatorPort,
        simulator,
        accountTakes,
        database,
        bootstrap,
        settings,
        jvmOptions,
        work,
        listener);
  }

  private static Optional<DatabaseAccess> database(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("LABS_DB_URL"))
        .map(
            url ->
                new DatabaseAccess(
                    url,
                    login(environment, "OWNER"),
                    login(environment, "APP"),
                    login(environment, "PLATFORM")));
  }

  private static Login login(Map<String, String> environment, String role) {
    return new Login(
        required(environment, "LABS_DB_" + role + "_USER"),
        required(environment, "LABS_DB_" + role + "_PASSWORD"));
  }

  private static String required(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "LABS_DB_URL is set, so %s must be, too".formatted(variable)));
  }

  private static int number(Map<String, String> environment, String variable, int otherwise) {
    String text = environment.get(variable);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}
