package io.leasehold.isolation.aws.probe;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tries the AWS SDK on the class path at start: sends requests on each {@link SdkPath} on which
 * versions of it have lost a tenant's credentials, and looks who signed them. The requests end in
 * the process; nothing reaches AWS. Takes a second or two.
 *
 * <pre>{@code
 * SdkIsolationProbe.run().requireSound();
 * }</pre>
 */
public final class SdkIsolationProbe {

  private static final long PATIENCE_SECONDS = 30;

  private SdkIsolationProbe() {}

  /** Tries what is on the class path; paths whose modules are missing are left out. */
  public static SdkIsolationReport run() {
    List<PathFinding> paths =
        Arrays.stream(SdkPath.values())
            .filter(SdkPath::present)
            .map(path -> find(path, path.probe()))
            .toList();
    return new SdkIsolationReport(SdkModules.on(SdkIsolationProbe.class.getClassLoader()), paths);
  }

  static PathFinding find(SdkPath path, ProbePath probe) {
    return new PathFinding(
        path,
        send(Protection.NONE, probe::lose),
        send(Protection.REFUSING_BASE_ONLY, probe::lose),
        send(Protection.GUARD_ONLY, probe::lose),
        send(Protection.BOTH, probe::lose),
        send(Protection.BOTH, probe::bind));
  }

  private static SentAs send(Protection protection, Sending sending) {
    ProbeTransport transport = new ProbeTransport();
    Throwable failure =
        failureOf(
            () -> sending.send(new ProbeBench(protection, transport.sync(), transport.async())));
    return SentAs.of(transport.signers(), ProbeBench.TENANTS_KEY, failure);
  }

  private static @Nullable Throwable failureOf(Attempt attempt) {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    // A thread of its own: a hanging SDK must not hang the start.
    Thread thread =
        new Thread(
            () -> {
              try {
                attempt.make();
                outcome.complete(null);
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
              }
            },
            "sdk-isolation-probe");
    thread.setDaemon(true);
    thread.start();
    try {
      outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (TimeoutException e) {
      return e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    }
  }

  /** Sends on a bench. */
  private interface Sending {
    void send(ProbeBench bench) throws Exception;
  }

  /** May fail. */
  private interface Attempt {
    void make() throws Exception;
  }
}
