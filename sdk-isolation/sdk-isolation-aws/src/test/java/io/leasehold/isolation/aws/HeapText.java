package io.leasehold.isolation.aws;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Looks for text in files that hold memory. */
final class HeapText {

  private static final int WINDOW = 256 * 1024 * 1024;

  private HeapText() {}

  /** Writes what is reachable in this process into a file. */
  static Path dump(Path folder) throws IOException {
    Path file = folder.resolve("live.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    return file;
  }

  /** Whether the text stands in the file, one byte for each character. */
  static boolean contains(Path file, String text) throws IOException {
    byte[] needle = text.getBytes(StandardCharsets.ISO_8859_1);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long from = 0; from < channel.size(); from += WINDOW) {
        long length = Math.min(channel.size() - from, WINDOW + (long) needle.length);
        if (contains(channel.map(FileChannel.MapMode.READ_ONLY, from, length), needle)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean contains(MappedByteBuffer in, byte[] needle) {
    int last = in.limit() - needle.length;
    for (int at = 0; at <= last; at++) {
      if (in.get(at) == needle[0] && matches(in, at, needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(MappedByteBuffer in, int at, byte[] needle) {
    for (int i = 1; i < needle.length; i++) {
      if (in.get(at + i) != needle[i]) {
        return false;
      }
    }
    return true;
  }
}
