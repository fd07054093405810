package io.leasehold.localaws.internal.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that DynamoDB does not take as attribute names in expressions. */
final class ReservedWords {

  private static final Set<String> WORDS = read();

  private ReservedWords() {}

  /** Whether the word, in any case, is one of them. */
  static boolean include(String word) {
    return WORDS.contains(word.toUpperCase(Locale.ROOT));
  }

  private static Set<String> read() {
    try (InputStream in = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("reserved-words.txt is missing beside this class");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Set.copyOf(List.of(text.trim().split("\\s+")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
