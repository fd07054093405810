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

  /** Starts everything, says where it is, and waits for Ctrl-C, which stops everything. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = System.out;
    Progress progress = new Progress(out);
    try {
      welcome(LabsEnvironment.start(options(progress)), out);
    } catch (RuntimeException failure) {
      progress.accept("not started: " + failure.getMessage());
      System.exit(1);
    }
    // The signal ends the process, and the environment stops with it.
    new CountDownLatch(1).await();
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
}
