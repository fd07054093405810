package io.leasehold.labs.learner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A learner, by a pseudonym that is stable and says nothing about the person: it ends up in
 * journals, leases and logs.
 *
 * @param pseudonym {@code u-} and 32 hexadecimal digits
 */
public record Learner(String pseudonym) {

  private static final Pattern GRAMMAR = Pattern.compile("u-[0-9a-f]{32}");

  /**
   * Checks the grammar.
   *
   * @throws IllegalArgumentException if the text is no pseudonym
   */
  public Learner {
    Objects.requireNonNull(pseudonym, "pseudonym");
    if (!GRAMMAR.matcher(pseudonym).matches()) {
      throw new IllegalArgumentException("a learner's pseudonym is u- and 32 hexadecimal digits");
    }
  }

  /**
   * The learner whom the issuer calls so. Subjects are unique inside an issuer only, so the issuer
   * goes into the pseudonym.
   */
  public static Learner of(String issuer, String subject) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8));
      return new Learner("u-" + HexFormat.of().formatHex(hash, 0, 16));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256; this one lacks it", absent);
    }
  }

  @Override
  public String toString() {
    return pseudonym;
  }
}
