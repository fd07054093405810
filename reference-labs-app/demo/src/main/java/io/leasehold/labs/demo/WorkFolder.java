package io.leasehold.labs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one run. */
final class WorkFolder {

  private static final String MARK = ".labs-run";

  private WorkFolder() {}

  /**
   * Makes the folder, or empties the one of an earlier run.
   *
   * @throws IllegalStateException if it holds something else
   */
  static void empty(Path folder) {
    try {
      if (Files.exists(folder)) {
        requireOurs(folder);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
          files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.createDirectories(folder);
      Files.createFile(folder.resolve(MARK));
    } catch (IOException broken) {
      throw new UncheckedIOException("the work folder " + folder + " is not usable", broken);
    }
  }

  private static void requireOurs(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      if (!Files.exists(folder.resolve(MARK)) && entries.findAny().isPresent()) {
        throw new IllegalStateException(
            folder + " holds files of somebody else; choose an empty folder");
      }
    }
  }
}
