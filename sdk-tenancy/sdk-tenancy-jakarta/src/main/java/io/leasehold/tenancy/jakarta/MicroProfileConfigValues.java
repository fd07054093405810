package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.config.ConfigValues;
import io.leasehold.tenancy.config.Secret;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * What was deployed with the application, through MicroProfile Config with all its sources,
 * expressions and converters. Thread-safe.
 *
 * <p>It stays beneath the tenants' layers on purpose: a MicroProfile {@code ConfigSource} that gave
 * each tenant something else would be cached and injected as if it were the same for all. An empty
 * text is none. A reference to a secret has to stand in the key itself, not in another one that it
 * refers to.
 */
public final class MicroProfileConfigValues implements ConfigValues {

  private final Config config;

  /** Values out of the configuration. */
  public MicroProfileConfigValues(Config config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  @Override
  public Optional<String> find(String key) {
    ConfigValue value = config.getConfigValue(key);
    String raw = value.getRawValue();
    // To MicroProfile "${secret:name}" is the property "secret" or else the text "name".
    String text = raw != null && raw.contains(Secret.REFERENCE_START) ? raw : value.getValue();
    return Optional.ofNullable(text).filter(found -> !found.isEmpty());
  }

  @Override
  public <T> T convert(String text, Class<T> type) {
    Converter<T> converter =
        config
            .getConverter(type)
            .orElseThrow(() -> new IllegalArgumentException("no converter to " + type.getName()));
    T converted = converter.convert(text);
    if (converted == null) {
      throw new IllegalArgumentException("the converter made nothing of it");
    }
    return converted;
  }
}
