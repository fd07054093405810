package io.leasehold.isolation.hibernate.encryption;

import java.util.List;
import java.util.Objects;

/**
 * What a value is, so that it opens nowhere else. Immutable.
 *
 * @param name the table and column, such as {@code labs.patient.diagnosis}; never to be changed as
 *     long as there are values
 * @param boundTo what else must be the same, such as the id of the row; empty if nothing
 */
public record EncryptedField(String name, List<String> boundTo) {

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public EncryptedField {
    Objects.requireNonNull(name, "name");
    boundTo = List.copyOf(boundTo);
    if (name.isBlank()) {
      throw new IllegalArgumentException("an encrypted field has a name, its table and column");
    }
  }

  /** The field of that name. */
  public static EncryptedField of(String name) {
    return new EncryptedField(name, List.of());
  }

  /**
   * The same field of one row, whose values open in no other row.
   *
   * @param row the key of the row, known before it is written, and never changed
   */
  public EncryptedField inRow(String... row) {
    return new EncryptedField(name, List.of(row));
  }
}
