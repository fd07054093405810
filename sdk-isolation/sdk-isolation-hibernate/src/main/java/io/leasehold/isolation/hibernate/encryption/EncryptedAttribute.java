package io.leasehold.isolation.hibernate.encryption;

import jakarta.persistence.AttributeConverter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of an entity that is encrypted in its column, which is one of bytes. Null stays
 * null, and so is seen by whoever reads the table.
 *
 * <p>The converter is a bean that gets its cipher injected, as CDI and Spring do for converters:
 *
 * <pre>{@code
 * @Converter
 * public class Diagnosis extends EncryptedText {
 *   @Inject
 *   public Diagnosis(TenantCipher cipher) {
 *     super(cipher, "labs.patient.diagnosis");
 *   }
 * }
 * }</pre>
 *
 * <p>Hibernate wraps what a converter throws; see {@link TenantEncryptionException#in}. Thread-safe
 * if {@link #toBytes} and {@link #fromBytes} are.
 *
 * @param <T> the type of the attribute; it has a good {@code equals}, or each flush writes it
 */
public abstract class EncryptedAttribute<T> implements AttributeConverter<T, byte[]> {

  private final TenantCipher cipher;
  private final EncryptedField field;

  /**
   * A converter of one column.
   *
   * @param cipher encrypts
   * @param field the table and column, such as {@code labs.patient.diagnosis}, different for each
   *     column and never to be changed
   */
  protected EncryptedAttribute(TenantCipher cipher, String field) {
    this.cipher = Objects.requireNonNull(cipher, "cipher");
    this.field = EncryptedField.of(field);
  }

  /** The value as bytes. */
  protected abstract byte[] toBytes(T value);

  /** The value that {@link #toBytes} made these bytes of. */
  protected abstract T fromBytes(byte[] bytes);

  @Override
  public final byte @Nullable [] convertToDatabaseColumn(@Nullable T value) {
    return value == null ? null : cipher.encrypt(field, toBytes(value)).bytes();
  }

  @Override
  public final @Nullable T convertToEntityAttribute(byte @Nullable [] stored) {
    return stored == null ? null : fromBytes(cipher.decrypt(field, stored));
  }
}
