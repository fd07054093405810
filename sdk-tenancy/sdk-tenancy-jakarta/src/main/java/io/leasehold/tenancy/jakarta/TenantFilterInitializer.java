package io.leasehold.tenancy.jakarta;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link TenantFilter} in front of everything, so that no application can forget it. Found by
 * the container.
 */
public final class TenantFilterInitializer implements ServletContainerInitializer {

  /** The name that the filter is registered with. */
  public static final String FILTER_NAME = "leasehold-tenant-filter";

  @Override
  public void onStartup(@Nullable Set<Class<?>> unused, ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter(FILTER_NAME, TenantFilter.class);
    // null: the application has declared a filter with this name itself.
    if (filter != null) {
      register(filter);
    }
  }

  /** In front of all declared filters, for every path. */
  static void register(FilterRegistration.Dynamic filter) {
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
  }
}
