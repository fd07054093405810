package io.leasehold.labs.demo;

import io.leasehold.labs.demo.cloud.CloudAccess;
import io.leasehold.labs.demo.cloud.CloudSetup;
import io.leasehold.labs.demo.cloud.InProcessSimulator;
import io.leasehold.labs.demo.cloud.ProcessSimulator;
import io.leasehold.labs.demo.cloud.Simulator;
import io.leasehold.labs.demo.database.DatabaseAccess;
import io.leasehold.labs.demo.database.DatabaseServer;
import io.leasehold.labs.demo.server.Installation;
import io.leasehold.labs.demo.server.LabsNode;
import io.leasehold.labs.demo.server.Ports;
import io.leasehold.labs.demo.signin.SignInServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The whole product, running: database, AWS, sign-in and nodes, on 127.0.0.1. Whatever is not
 * simulated is where the options say.
 *
 * <pre>{@code
 * try (LabsEnvironment labs = LabsEnvironment.start(LabsOptions.onFreePorts(folder).withNodes(2))) {
 *   String token = labs.signIn().signIn("ada");
 *   ... labs.node(1).url("acme") ...
 *   labs.node(1).kill();
 * }
 * }</pre>
 *
 * <p>Thread-safe. {@link #close()} stops everything that was started, the last first.
 */
public final class LabsEnvironment implements AutoCloseable {

  private final LabsOptions options;
  private final Installation installation;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final List<LabsNode> nodes = new ArrayList<>();
  private final Map<String, String> nodeSettings = new LinkedHashMap<>();
  // However the launcher ends, short of being killed, no process is left behind.
  private final Thread lastResort = new Thread(this::stopAll, "labs-stop");
  private boolean stopped;
  private @Nullable DatabaseAccess database;
  private @Nullable SignInServer signIn;
  private @Nullable Simulator simulator;

  private LabsEnvironment(LabsOptions options, Installation installation) {
    this.options = options;
    this.installation = installation;
  }

  /**
   * Starts everything and returns when every node is ready.
   *
   * @throws IllegalStateException if something does not start; what had started is stopped again
   */
  public static LabsEnvironment start(LabsOptions options) {
    LabsEnvironment environment = new LabsEnvironment(options, Installation.find());
    Runtime.getRuntime().addShutdownHook(environment.lastResort);
    try {
      environment.begin();
      return environment;
    } catch (RuntimeException failure) {
      environment.close();
      throw failure;
    }
  }

  /** The node, from 1. */
  public synchronized LabsNode node(int number) {
    return nodes.get(number - 1);
  }

  /** All nodes that were started, dead ones included. */
  public synchronized List<LabsNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Starts one more node and returns when it is ready. */
  public LabsNode startNode() {
    LabsNode node = launchNode();
    return node.awaitReady();
  }

  /** Where the tenant's host is on the first node. */
  public String url(String tenantSlug) {
    return node(1).url(tenantSlug);
  }

  /** The database and its roles. */
  public DatabaseAccess database() {
    return Optional.ofNullable(database).orElseThrow();
  }

  /**
   * The simulated sign-in.
   *
   * @throws java.util.NoSuchElementException if the issuers are real
   */
  public SignInServer signIn() {
    return Optional.ofNullable(signIn).orElseThrow();
  }

  /**
   * The simulator of AWS.
   *
   * @throws java.util.NoSuchElementException if AWS is real
   */
  public Simulator simulator() {
    return Optional.ofNullable(simulator).orElseThrow();
  }

  /** Whether the tenants are the demo's and sign in at the simulated sign-in. */
  public boolean hasDemoTenants() {
    return options.bootstrap().isEmpty();
  }

  /** What is simulated, in sentences; empty if nothing is. */
  public List<String> simulations() {
    List<String> sentences = new ArrayList<>();
    if (simulator != null) {
      sentences.add(
          "AWS is SIMULATED (" + simulator.describe() + "): no account exists, nothing costs.");
    }
    if (signIn != null) {
      sentences.add("Sign-in is SIMULATED (mock-oauth2-server): no passwords, listed users only.");
    }
    if (options.database().isEmpty()) {
      sentences.add("PostgreSQL is real, started for this run; its data is gone afterwards.");
    }
    return sentences;
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException alreadyRunning) {
      // Then the hook has nothing left to do.
    }
  }

  private void stopAll() {
    boolean first;
    synchronized (this) {
      first = !stopped;
      stopped = true;
    }
    if (first) {
      say("stopping");
    }
    while (true) {
      AutoCloseable next;
      synchronized (this) {
        next = running.poll();
      }
      if (next == null) {
        break;
      }
      try {
        next.close();
      } catch (Exception failure) {
        say("did not stop cleanly: " + failure);
      }
    }
    if (first) {
      say("stopped");
    }
  }

  private void begin() {
    Path work = options.work();
    keep(WorkFolder.claim(work));
    CompletableFuture<DatabaseAccess> databaseReady =
        CompletableFuture.supplyAsync(() -> startDatabase(work));
    CompletableFuture<Map<String, String>> cloudReady =
        CompletableFuture.supplyAsync(() -> startCloud(work));
    CompletableFuture<Path> bootstrapReady = CompletableFuture.supplyAsync(() -> startSignIn(work));
    try {
      CompletableFuture.allOf(databaseReady, cloudReady, bootstrapReady).join();
    } catch (java.util.concurrent.CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
    synchronized (this) {
      database = databaseReady.join();
      nodeSettings.putAll(databaseReady.join().settings());
      nodeSettings.putAll(cloudReady.join());
      nodeSettings.put("LABS_BOOTSTRAP", bootstrapReady.join().toString());
      nodeSettings.putAll(options.settings());
    }
    for (int i = 0; i < options.nodes(); i++) {
      LabsNode node = launchNode();
      say(node.name() + " is starting: Open Liberty, process " + node.pid());
    }
    for (LabsNode node : nodes()) {
      node.awaitReady();
      say(node.name() + " is ready on 127.0.0.1:" + node.port());
    }
  }

  private DatabaseAccess startDatabase(Path work) {
    if (options.database().isPresent()) {
      DatabaseAccess given = options.database().get();
      say("PostgreSQL is yours: " + given.url());
      return given;
    }
    DatabaseServer server = keep(DatabaseServer.start(0, work.resolve("postgres")));
    say("PostgreSQL is up: " + server.access().url());
    return server.access();
  }

  private Map<String, String> startCloud(Path work) {
    if (options.simulator() == SimulatorKind.NONE) {
      return yourCloud();
    }
    int port = options.simulatorPort();
    String region = "eu-central-1";
    Simulator started =
        options.simulator() == SimulatorKind.OWN_PROCESS
            ? ProcessSimulator.start(port, region, options.accountTakes(), work.resolve("localaws"))
            : InProcessSimulator.start(port, region, options.accountTakes());
    keep(started);
    synchronized (this) {
      simulator = started;
    }
    CloudAccess access = started.access();
    Map<String, String> settings = new LinkedHashMap<>(access.settings());
    settings.putAll(CloudSetup.run(access));
    say("AWS is simulated: " + access.endpoint() + " (" + started.describe() + ")");
    return settings;
  }

  private Map<String, String> yourCloud() {
    Optional<CloudAccess> endpoint = CloudAccess.fromEnvironment(System.getenv());
    if (endpoint.isEmpty()) {
      say("AWS is yours: the nodes go where the environment says");
      return Map.of();
    }
    say("AWS is yours: " + endpoint.get().endpoint());
    return CloudSetup.run(endpoint.get());
  }

  private Path startSignIn(Path work) {
    if (options.bootstrap().isPresent()) {
      Path given = options.bootstrap().get().toAbsolutePath();
      say("Tenants and issuers are yours: " + given);
      return given;
    }
    SignInServer started =
        keep(SignInServer.start(options.signInPort(), DemoTenants.users(), "localhost"));
    synchronized (this) {
      signIn = started;
      nodeSettings.put("LABS_LOOPBACK_ISSUERS", "true");
    }
    say("Sign-in is simulated: " + started.baseUrl());
    return DemoTenants.write(work.resolve("bootstrap"), started.baseUrl());
  }

  private synchronized LabsNode launchNode() {
    int number = nodes.size() + 1;
    int wished = options.httpPort() == 0 ? 0 : options.httpPort() + number - 1;
    LabsNode node =
        LabsNode.launch(
            installation,
            "node-" + number,
            Ports.claim(wished, "node-" + number),
            options.work().resolve("node-" + number),
            nodeSettings,
            options.jvmOptions());
    nodes.add(keep(node));
    return node;
  }

  private <T extends AutoCloseable> T keep(T started) {
    synchronized (this) {
      if (!stopped) {
        running.push(started);
        return started;
      }
    }
    try {
      started.close();
    } catch (Exception failure) {
      say("did not stop cleanly: " + failure);
    }
    throw new IllegalStateException("stopped while starting");
  }

  private void say(String line) {
    options.progress().accept(line);
  }
}
