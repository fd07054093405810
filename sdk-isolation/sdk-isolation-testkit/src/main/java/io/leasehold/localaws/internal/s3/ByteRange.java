package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of an object; both ends are included. */
record ByteRange(int from, int to) {

  private static final Pattern HEADER = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /** The range of a header; empty if it asks for nothing we understand, which S3 ignores. */
  static Optional<ByteRange> parse(String header, int size) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || (matcher.group(1) + matcher.group(2)).isEmpty()) {
      return Optional.empty();
    }
    long from;
    long to = size - 1L;
    if (matcher.group(1).isEmpty()) {
      from = Math.max(0, size - Long.parseLong(matcher.group(2)));
    } else {
      from = Long.parseLong(matcher.group(1));
      if (!matcher.group(2).isEmpty()) {
        to = Math.min(to, Long.parseLong(matcher.group(2)));
      }
    }
    if (from >= size || from > to) {
      throw new AwsException(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return Optional.of(new ByteRange((int) from, (int) to));
  }

  String contentRange(int size) {
    return "bytes " + from + "-" + to + "/" + size;
  }
}
