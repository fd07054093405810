package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantGuarded;
import io.leasehold.tenancy.jakarta.TenantRule;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.ws.rs.Path;

/**
 * Makes what a package says hold for its beans; CDI itself does not look at packages. Resources
 * need it not: the route filter reads their packages. Found by the container.
 */
public class TenancyExtension implements Extension {

  void guard(@Observes ProcessAnnotatedType<?> found) {
    Class<?> type = found.getAnnotatedType().getJavaClass();
    boolean isBean = !type.isInterface() && !type.isAnnotation() && !type.isEnum();
    boolean isResource = found.getAnnotatedType().isAnnotationPresent(Path.class);
    if (isBean
        && !isResource
        && !(RuleReading.ofPackage(type) instanceof TenantRule.Unsaid)
        && !found.getAnnotatedType().isAnnotationPresent(TenantGuarded.class)) {
      found.configureAnnotatedType().add(TenantGuarded.Literal.INSTANCE);
    }
  }
}
