package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.SignedSql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret by which the application proves to PostgreSQL that it, and not some SQL text, said
 * whose rows a transaction is about. It is known to the application's process and to a table that
 * the application's role cannot read. Immutable and thread-safe.
 */
public final class TenantSigningKey {

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int SHORTEST = 32;
  private static final int LONGEST = 64;

  private final String id;
  private final byte[] secret;

  private TenantSigningKey(String id, byte[] secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * A key.
   *
   * @param id tells it from the one before and the one after it; letters, digits and {@code -}
   * @param secret 32 to 64 random bytes, from where the application has its secrets
   * @throws IllegalArgumentException if one of them is not like that
   */
  public static TenantSigningKey of(String id, byte[] secret) {
    if (!ID.matcher(Objects.requireNonNull(id, "id")).matches()) {
      throw new IllegalArgumentException(
          "the id of a signing key has 1 to 32 characters out of a-z, 0-9 and '-'");
    }
    if (secret.length < SHORTEST || secret.length > LONGEST) {
      throw new IllegalArgumentException("a signing key has 32 to 64 random bytes");
    }
    return new TenantSigningKey(id, secret.clone());
  }

  /** A new random key. */
  public static TenantSigningKey random(String id) {
    byte[] secret = new byte[SHORTEST];
    new SecureRandom().nextBytes(secret);
    return of(id, secret);
  }

  /** What tells the key from others. */
  public String id() {
    return id;
  }

  /** The proof of a text, by this key. */
  public String prove(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return id + ":" + HexFormat.of().formatHex(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * Lets PostgreSQL know the key, beside those that it knows. Keys travel as parameters, so no log
   * of statements has them, unless it logs parameters.
   *
   * @param owner a connection of the role that ran {@link SignedTenants#statements()}
   */
  public void install(Connection owner) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(SignedSql.INSTALL_KEY)) {
      statement.setString(1, id);
      statement.setBytes(2, padded((byte) 0x36));
      statement.setBytes(3, padded((byte) 0x5c));
      statement.executeUpdate();
    }
  }

  // What HMAC puts before its text, so that PostgreSQL needs nothing but sha256.
  private byte[] padded(byte with) {
    byte[] padded = new byte[LONGEST];
    for (int i = 0; i < LONGEST; i++) {
      padded[i] = (byte) ((i < secret.length ? secret[i] : 0) ^ with);
    }
    return padded;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "signing key " + id;
  }
}
