package io.leasehold.labs.demo;

import io.leasehold.labs.demo.server.Installation;
import io.leasehold.labs.demo.server.LabsNode;
import io.leasehold.labs.demo.signin.DemoUser;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the labs product until it is told to stop. */
public final class Demo {

  private Demo() {}

  /** Starts everything, says where it is, and waits for Ctrl-C. */
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = System.out;
    Progress progress = new Progress(out);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  main.interrupt();
                  awaitQuietly(stopped);
                },
                "labs-stop"));
    int exit = 0;
    try (LabsEnvironment labs = LabsEnvironment.start(options(progress))) {
      welcome(labs, out);
      waitFor(stop);
      progress.accept("stopping");
    } catch (RuntimeException failure) {
      if (stop.getCount() > 0) {
        progress.accept("not started: " + failure.getMessage());
      }
      exit = 1;
    } finally {
      progress.accept("stopped");
      stopped.countDown();
    }
    if (stop.getCount() > 0) {
      System.exit(exit);
    }
  }

  private static LabsOptions options(Progress progress) {
    Path work = Installation.find().root().resolve("reference-labs-app/demo/target/run");
    return LabsOptions.fromEnvironment(System.getenv(), work, progress);
  }

  private static void welcome(LabsEnvironment labs, PrintStream out) {
    out.println();
    for (LabsNode node : labs.nodes()) {
      if (labs.hasDemoTenants()) {
        DemoTenants.shown().forEach(slug -> out.printf("  %-8s %s%n", slug, node.url(slug)));
      } else {
        out.printf("  %-8s %s%n", node.name(), node.url("<tenant>"));
      }
    }
    out.println();
    if (labs.hasDemoTenants()) {
      for (DemoUser user : labs.signIn().users().all()) {
        out.printf("  %-8s signs in at %s%n", user.username(), user.tenant());
      }
      out.println();
    }
    labs.simulations().forEach(line -> out.println("  " + line));
    out.println("  Logs: " + labs.node(1).log().getParent());
    out.println("  Ctrl-C stops everything.");
    out.println();
    out.flush();
  }

  private static void waitFor(CountDownLatch stop) {
    try {
      stop.await();
    } catch (InterruptedException stopping) {
      // That is what was waited for; closing must not be interrupted by it.
    }
  }

  private static void awaitQuietly(CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
