package io.leasehold.tenancy.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The sources that this build is made of, read as text. */
final class Repository {

  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".liberty");

  static final Path ROOT = root();

  private Repository() {}

  static Path file(String path) {
    return ROOT.resolve(path);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below whose name ends so. */
  static List<Path> files(Path below, String ending) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          below,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
              return NOT_OURS.contains(directory.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
              if (file.getFileName().toString().endsWith(ending)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  /** Every Java source of a test. */
  static List<Path> testSources() {
    return files(ROOT, ".java").stream()
        .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
        .toList();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("sdk-provisioning"))
          && Files.isDirectory(at.resolve("docs"))) {
        return at;
      }
    }
    throw new IllegalStateException("no repository around " + here);
  }
}
