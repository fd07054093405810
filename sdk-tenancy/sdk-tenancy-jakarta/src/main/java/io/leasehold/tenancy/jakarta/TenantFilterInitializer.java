package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.RouteDiscovery;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link TenantFilter} in front of everything, so that no application can forget it, and reads
 * the annotations of its resources. Found by the container.
 */
@HandlesTypes({Path.class, ApplicationPath.class})
public final class TenantFilterInitializer implements ServletContainerInitializer {

  /** The name that the filter is registered with. */
  public static final String FILTER_NAME = "leasehold-tenant-filter";

  /** The name that the filter of failed requests is registered with. */
  public static final String FAILED_REQUESTS_FILTER_NAME = "leasehold-failed-requests-filter";

  /** The name that the filter of limits is registered with. */
  public static final String FAIRNESS_FILTER_NAME = "leasehold-tenant-fairness-filter";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    RouteDiscovery.discover(classes == null ? Set.of() : classes, context);
    // Before the other one, which verifies.
    FilterRegistration.Dynamic failures =
        context.addFilter(FAILED_REQUESTS_FILTER_NAME, FailedRequestsFilter.class);
    if (failures != null) {
      register(failures);
    }
    FilterRegistration.Dynamic filter = context.addFilter(FILTER_NAME, TenantFilter.class);
    // null: the application has declared a filter with this name itself.
    if (filter != null) {
      register(filter);
    }
    // After the other one, which says whose request it is.
    FilterRegistration.Dynamic fairness =
        context.addFilter(FAIRNESS_FILTER_NAME, TenantFairnessFilter.class);
    if (fairness != null) {
      register(fairness);
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
