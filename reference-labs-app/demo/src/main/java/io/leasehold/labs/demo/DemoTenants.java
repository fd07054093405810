package io.leasehold.labs.demo;

import io.leasehold.labs.demo.signin.DemoUser;
import io.leasehold.labs.demo.signin.DemoUsers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The tenants of the demo and who learns there. */
public final class DemoTenants {

  private static final String FOLDER = "/bootstrap/";
  private static final List<String> FILES =
      List.of(
          "bootstrap.json",
          "guides/first-bucket.md",
          "guides/first-table.md",
          "guides/least-privilege.md");

  private DemoTenants() {}

  /** The tenants that the launcher names: one with an issuer of its own, one that shares one. */
  static List<String> shown() {
    return List.of("acme", "globex");
  }

  /** Two learners of each tenant: acme has an issuer of its own, the others share one. */
  static DemoUsers users() {
    List<String> learner = List.of("learner");
    return new DemoUsers(
        List.of(
            new DemoUser("acme", "acme", "ada", "Ada", learner),
            new DemoUser("acme", "acme", "alan", "Alan", learner),
            new DemoUser("pool", "globex", "bob", "Bob", learner),
            new DemoUser("pool", "globex", "barbara", "Barbara", learner),
            new DemoUser("pool", "individuals", "carol", "Carol", learner)));
  }

  /** Writes the bootstrap file with the addresses of the sign-in, and the guides beside it. */
  static Path write(Path folder, String signInBase) {
    try {
      for (String file : FILES) {
        Path target = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.writeString(target, resource(file).replace("{{sign-in}}", signInBase));
      }
      return folder.resolve(FILES.get(0));
    } catch (IOException broken) {
      throw new UncheckedIOException("the demo's tenants could not be written", broken);
    }
  }

  private static String resource(String file) throws IOException {
    try (InputStream stream = DemoTenants.class.getResourceAsStream(FOLDER + file)) {
      return new String(
          Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
