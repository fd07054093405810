package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.apikey.ApiKeyVerifier;
import io.leasehold.tenancy.jakarta.MpJwtBridge;
import io.leasehold.tenancy.jakarta.TenantFilterParts;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.resolution.TrustedProxies;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that the application provides to the filter. */
public final class FilterBeans {

  private static final Logger LOG = LoggerFactory.getLogger(FilterBeans.class);
  private static final String PREFIX = "leasehold.tenancy.";

  private FilterBeans() {}

  /** The parts of the filter. */
  public static TenantFilterParts parts() {
    TenantEntry entry = required(TenantEntry.class);
    TenantFilterParts parts = withTokens(entry).withListener(CdiVisitListener.orNobody());
    Instance<ApiKeyVerifier> keys = CDI.current().select(ApiKeyVerifier.class);
    if (keys.isResolvable()) {
      parts = parts.withApiKeys(keys.get());
    }
    return watched(parts);
  }

  private static TenantFilterParts withTokens(TenantEntry entry) {
    Instance<MpJwtBridge> bridge = CDI.current().select(MpJwtBridge.class);
    Instance<TokenVerifier> verifier = CDI.current().select(TokenVerifier.class);
    if (bridge.isResolvable() && !verifier.isUnsatisfied()) {
      throw new IllegalStateException(
          "there are a TokenVerifier and an MpJwtBridge: keep the one that is to verify tokens");
    }
    return bridge.isResolvable()
        ? TenantFilterParts.of(entry, bridge.get(), settings())
        : TenantFilterParts.of(entry, required(TokenVerifier.class), settings());
  }

  private static TenantFilterParts watched(TenantFilterParts parts) {
    Instance<TenantChanges> changes = CDI.current().select(TenantChanges.class);
    Instance<TenantRegistry> registry = CDI.current().select(TenantRegistry.class);
    if (changes.isResolvable() && registry.isResolvable()) {
      return parts.withChanges(changes.get(), registry.get());
    }
    LOG.info(
        "Running requests of a tenant that is shut out are not cut off: that needs one bean each of"
            + " TenantChanges and TenantRegistry");
    return parts;
  }

  /** The application's settings: its bean, or else by its configuration. */
  public static TenantFilterSettings settings() {
    Instance<TenantFilterSettings> bean = CDI.current().select(TenantFilterSettings.class);
    return bean.isResolvable() ? bean.get() : configured(ConfigProvider.getConfig());
  }

  private static TenantFilterSettings configured(Config config) {
    return TenantFilterSettings.defaults()
        .withProtectedPaths(list(config, "protected-paths", "/api"))
        .withPublicPaths(list(config, "public-paths", "/api/site"))
        .withExemptPaths(list(config, "exempt-paths"))
        .withPlatformPaths(list(config, "platform-paths"))
        .withPlatformIssuers(list(config, "platform-issuers"))
        .withTrustedProxies(proxies(config))
        .withSniAttribute(text(config, "sni-attribute").orElse(""));
  }

  private static TrustedProxies proxies(Config config) {
    TrustedProxies proxies = TrustedProxies.of(list(config, "trusted-proxies"));
    return text(config, "trusted-proxy-header")
        .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
        .map(TrustedProxies.Header::valueOf)
        .map(proxies::readingOnly)
        .orElse(proxies);
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(PREFIX + name, String.class);
  }

  private static String[] list(Config config, String name, String... otherwise) {
    return config
        .getOptionalValues(PREFIX + name, String.class)
        .map(values -> values.toArray(String[]::new))
        .orElse(otherwise);
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
