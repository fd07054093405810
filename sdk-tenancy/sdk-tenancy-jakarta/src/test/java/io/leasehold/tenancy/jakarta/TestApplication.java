package io.leasehold.tenancy.jakarta;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The providers of this module with some resources. */
@ApplicationPath("/api")
public class TestApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        TenantRouteFilter.class,
        TenancyExceptionMapper.class,
        HttpErrorMapper.class,
        UnexpectedErrorMapper.class,
        UnreadableBodyInterceptor.class,
        TestOrderReader.class,
        Faucet.class,
        GuardedResource.class,
        MethodOverride.class,
        OddResource.class,
        OddResource.Farther.class,
        OddResource.OfTenant.class,
        TestResource.class);
  }
}
