package io.leasehold.tenancy.config;

import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the application as it was deployed: defaults under the key itself, tiers
 * under {@code leasehold.tier."basic".key}, single tenants under {@code
 * leasehold.tenant."acme".key}. Thread-safe.
 */
public interface ConfigValues {

  /** The text of a key; one that refers to a secret as it was written, not expanded. */
  Optional<String> find(String key);

  /**
   * Turns a text into a value.
   *
   * @throws IllegalArgumentException if the text is none, or there is no way to the type
   */
  <T> T convert(String text, Class<T> type);

  /** These texts, with the conversions of {@link PlainConversions}. */
  static ConfigValues of(Map<String, String> texts) {
    Map<String, String> copy = Map.copyOf(texts);
    return new ConfigValues() {
      @Override
      public Optional<String> find(String key) {
        return Optional.ofNullable(copy.get(key));
      }

      @Override
      public <T> T convert(String text, Class<T> type) {
        return PlainConversions.convert(text, type);
      }
    };
  }
}
