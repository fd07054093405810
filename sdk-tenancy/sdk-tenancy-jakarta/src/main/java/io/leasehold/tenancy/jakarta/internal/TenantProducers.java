package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.jakarta.CurrentTenant;
import io.leasehold.tenancy.jakarta.HostTenant;
import io.leasehold.tenancy.jakarta.TenantRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Set;

/** Produces what {@link CurrentTenant} and {@link HostTenant} inject. */
@Dependent
public class TenantProducers {

  private static final Set<Class<? extends Annotation>> OUTLIVE_A_REQUEST =
      Set.of(ApplicationScoped.class, Singleton.class, SessionScoped.class);

  /** The tenant in scope. */
  @Produces
  @Dependent
  @CurrentTenant
  public Tenant currentTenant(InjectionPoint place) {
    requireShortLife(place);
    return TenantContext.require();
  }

  /** The id of the tenant in scope. */
  @Produces
  @Dependent
  @CurrentTenant
  public TenantId currentTenantId(InjectionPoint place) {
    return currentTenant(place).id();
  }

  /** The tenant in scope, if there is one. */
  @Produces
  @Dependent
  @CurrentTenant
  public Optional<Tenant> currentTenantIfAny(InjectionPoint place) {
    requireShortLife(place);
    return TenantContext.current();
  }

  /** The id of the tenant in scope, if there is one. */
  @Produces
  @Dependent
  @CurrentTenant
  public Optional<TenantId> currentTenantIdIfAny(InjectionPoint place) {
    return currentTenantIfAny(place).map(Tenant::id);
  }

  /** The tenant of the host. */
  @Produces
  @Dependent
  @HostTenant
  public Tenant hostTenant(InjectionPoint place, HttpServletRequest request) {
    requireShortLife(place);
    return TenantRequests.hostTenant(request).orElseThrow(TenantRequiredException::new);
  }

  // A wider bean would keep the tenant of whoever came first and serve everybody with it. Behind a
  // Provider or Instance the tenant is asked for at each use, which is fine anywhere.
  static void requireShortLife(InjectionPoint place) {
    Bean<?> owner = place.getBean();
    boolean kept =
        !(place.getMember() instanceof Field field)
            || !Provider.class.isAssignableFrom(field.getType());
    if (owner != null && kept && OUTLIVE_A_REQUEST.contains(owner.getScope())) {
      throw new IllegalStateException(
          place.getMember()
              + " would keep one tenant for all: inject Provider<Tenant> or use TenantContext");
    }
  }
}
