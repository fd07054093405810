package io.leasehold.labs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one run. A file in it marks it as ours, and is locked as long as the run lives. */
final class WorkFolder implements AutoCloseable {

  private static final String MARK = ".labs-run";

  private final FileChannel mark;

  private WorkFolder(FileChannel mark) {
    this.mark = mark;
  }

  /**
   * Makes the folder, or empties the one of an earlier run.
   *
   * @throws IllegalStateException if another run lives in it or it holds something else
   */
  static WorkFolder claim(Path folder) {
    try {
      requireOurs(folder);
      Files.createDirectories(folder);
      FileChannel mark =
          FileChannel.open(
              folder.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(mark)) {
        mark.close();
        throw new IllegalStateException("another run lives in %s: stop it first".formatted(folder));
      }
      empty(folder);
      return new WorkFolder(mark);
    } catch (IOException broken) {
      throw new UncheckedIOException("the work folder " + folder + " is not usable", broken);
    }
  }

  /** Lets go of the folder and leaves what is in it to be read. */
  @Override
  public void close() throws IOException {
    mark.close();
  }

  private static boolean lock(FileChannel mark) throws IOException {
    try {
      return mark.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private static void empty(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      if (!file.equals(folder) && !file.equals(folder.resolve(MARK))) {
        Files.delete(file);
      }
    }
  }

  private static void requireOurs(Path folder) throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(MARK))) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalStateException(
            folder + " holds files of somebody else; choose an empty folder");
      }
    }
  }
}
