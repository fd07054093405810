package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.jakarta.TenantFilterSettings.HostFrom;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The beans that the application provides to the filter. */
public final class FilterBeans {

  private static final String PREFIX = "leasehold.tenancy.";

  private FilterBeans() {}

  /** The application's door. */
  public static TenantEntry entry() {
    return required(TenantEntry.class);
  }

  /** The application's verifier. */
  public static TokenVerifier verifier() {
    return required(TokenVerifier.class);
  }

  /** The application's settings: its bean, or else by its configuration. */
  public static TenantFilterSettings settings() {
    Instance<TenantFilterSettings> bean = CDI.current().select(TenantFilterSettings.class);
    return bean.isResolvable() ? bean.get() : configured(ConfigProvider.getConfig());
  }

  private static TenantFilterSettings configured(Config config) {
    TenantFilterSettings defaults = TenantFilterSettings.defaults();
    return new TenantFilterSettings(
        list(config, "protected-paths", defaults.protectedPaths()),
        list(config, "public-paths", defaults.publicPaths()),
        list(config, "exempt-paths", defaults.exemptPaths()),
        config
            .getOptionalValue(PREFIX + "host-from", String.class)
            .map(name -> HostFrom.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
            .orElse(defaults.hostFrom()));
  }

  private static List<String> list(Config config, String name, List<String> otherwise) {
    return config.getOptionalValues(PREFIX + name, String.class).orElse(otherwise);
  }

  private static <T> T required(Class<T> type) {
    Instance<T> bean = CDI.current().select(type);
    if (!bean.isResolvable()) {
      throw new IllegalStateException(
          "the tenant filter needs exactly one bean of type "
              + type.getName()
              + ": let a method of the application return it with @Produces @Singleton");
    }
    return bean.get();
  }
}
