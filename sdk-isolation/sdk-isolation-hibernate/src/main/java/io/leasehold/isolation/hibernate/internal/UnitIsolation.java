package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.Locale;
import java.util.Map;

/** How a persistence unit is isolated, as its setting {@value #SETTING} says. */
enum UnitIsolation {
  /** Each row belongs to a tenant; the default. */
  ROW,
  /** The unit holds no tenant's rows and logs in as another role. */
  NONE;

  static final String SETTING = "leasehold.isolation";

  static UnitIsolation of(Map<String, Object> settings) {
    Object value = settings.get(SETTING);
    if (value == null) {
      return ROW;
    }
    try {
      return valueOf(value.toString().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UnsafeConfigurationException(
          "the setting " + SETTING + " knows only the values row and none");
    }
  }
}
