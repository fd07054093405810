package io.leasehold.tenancy.bench;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The key and the tokens of one run. All processes of the run read the same file, since signing
 * takes longer than measuring.
 *
 * @param key the issuer's
 * @param all the tokens
 */
record Tokens(RSAKey key, List<String> all) {

  private static final String FILE = "leasehold.bench.tokens";

  Tokens {
    all = List.copyOf(all);
  }

  /** New ones. */
  static Tokens sign(int number) {
    try (Idp idp = new Idp()) {
      return new Tokens(
          idp.key(),
          IntStream.range(0, number).mapToObj(i -> idp.token(Leasehold.TENANT)).toList());
    }
  }

  /** Those that {@link #publish} left, or new ones where nobody did. */
  static Tokens ofThisRun() throws IOException, ParseException {
    String file = System.getProperty(FILE);
    if (file == null) {
      return sign(RequestBenchmark.RING);
    }
    List<String> lines = Files.readAllLines(Path.of(file));
    return new Tokens(RSAKey.parse(lines.get(0)), lines.subList(1, lines.size()));
  }

  /**
   * Leaves them for the other processes of this run.
   *
   * @return what those need among their arguments
   */
  String publish() throws IOException {
    Path file = Files.createTempFile("bench", ".tokens");
    file.toFile().deleteOnExit();
    List<String> lines = new ArrayList<>(all);
    lines.add(0, key.toJSONString());
    Files.write(file, lines);
    return "-D" + FILE + "=" + file;
  }
}
