package io.leasehold.tenancy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The grammar by hand against the grammar as a regular expression. */
class DnsNamesTest {

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*");
  private static final String ALPHABET = "ab09--..AZ_ \u212a\u0430\n";

  @Test
  void bothSayTheSameOfAnyText() {
    Random random = new Random(20260101);
    for (int i = 0; i < 200_000; i++) {
      String text = text(random, random.nextInt(12));
      assertThat(DnsNames.isLabel(text)).as("label '%s'", text).isEqualTo(text.matches(LABEL));
      assertThat(DnsNames.isName(text))
          .as("name '%s'", text)
          .isEqualTo(NAME.matcher(text).matches());
    }
  }

  @Test
  void bothSayTheSameOfLongOnes() {
    for (int length = 60; length < 260; length++) {
      String label = "a".repeat(length);
      String name =
          IntStream.range(0, length)
              .mapToObj(i -> i % 2 == 0 ? "a" : ".")
              .reduce("", String::concat);
      assertThat(DnsNames.isLabel(label)).isEqualTo(label.matches(LABEL));
      assertThat(DnsNames.isName(label)).isEqualTo(NAME.matcher(label).matches());
      assertThat(DnsNames.isName(name)).isEqualTo(NAME.matcher(name).matches());
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      // Mostly letters, so that good names are among them.
      text.append(
          random.nextInt(3) == 0 ? ALPHABET.charAt(random.nextInt(ALPHABET.length())) : 'a');
    }
    return text.toString();
  }
}
