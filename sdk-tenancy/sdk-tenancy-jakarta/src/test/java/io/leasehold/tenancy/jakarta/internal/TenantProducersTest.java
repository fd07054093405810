package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantProducersTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final TenantProducers producers = new TenantProducers();

  /** Where beans have their tenants. */
  static final class Places {
    Tenant direct;
    Provider<Tenant> provider;
    TenantId id;
    Optional<TenantId> optional;

    Places(Tenant parameter) {
      this.direct = parameter;
      this.id = parameter.id();
      this.optional = Optional.of(id);
    }
  }

  @Test
  void theTenantInScopeIsInjected() throws Exception {
    InjectionPoint place = place(RequestScoped.class, "direct");
    assertThat(TenantScopes.call(acme, () -> producers.currentTenant(place))).isEqualTo(acme);
    assertThatThrownBy(() -> producers.currentTenant(place))
        .isInstanceOf(TenantRequiredException.class);
  }

  @Test
  @Tag("mistake-12")
  void aBeanThatOutlivesTheRequestCannotKeepATenant() throws Exception {
    for (Class<? extends Annotation> scope :
        List.of(ApplicationScoped.class, Singleton.class, SessionScoped.class)) {
      assertThatThrownBy(() -> TenantProducers.requireShortLife(place(scope, "direct")))
          .hasMessageContaining("Provider<Tenant>");
      assertThatThrownBy(() -> TenantProducers.requireShortLife(place(scope, "id")))
          .hasMessageContaining("Provider<Tenant>");
      assertThatThrownBy(() -> TenantProducers.requireShortLife(place(scope, "optional")))
          .hasMessageContaining("Provider<Tenant>");
      Member parameter = Places.class.getDeclaredConstructors()[0];
      assertThatThrownBy(() -> TenantProducers.requireShortLife(place(scope, parameter)))
          .hasMessageContaining("Provider<Tenant>");
    }
  }

  @Test
  void aProviderAsksAnewAndMayBeAnywhere() throws Exception {
    TenantProducers.requireShortLife(place(ApplicationScoped.class, "provider"));
    TenantProducers.requireShortLife(place(Dependent.class, "direct"));
  }

  private static InjectionPoint place(Class<? extends Annotation> scope, String field)
      throws Exception {
    return place(scope, Places.class.getDeclaredField(field));
  }

  private static InjectionPoint place(Class<? extends Annotation> scope, Member member) {
    Bean<?> owner = stub(Bean.class, Map.of("getScope", scope));
    return stub(InjectionPoint.class, Map.of("getBean", owner, "getMember", member));
  }

  private static <T> T stub(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }
}
