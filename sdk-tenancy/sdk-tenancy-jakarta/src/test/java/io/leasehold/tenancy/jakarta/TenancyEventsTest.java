package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.jakarta.internal.CdiVisitListener;
import io.leasehold.tenancy.jakarta.internal.VisitListener;
import io.leasehold.tenancy.resolution.TrustLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class TenancyEventsTest {

  private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

  /** Writes down what happens, and does not do it well. */
  @ApplicationScoped
  public static class Observer {

    void in(@Observes TenantResolved event) {
      SEEN.add(event);
    }

    void out(@Observes TenantRejected event) {
      SEEN.add(event);
      throw new IllegalStateException("the audit is full");
    }
  }

  @Test
  void observersAreToldAndStopNothing() throws Exception {
    SEEN.clear();
    try (WeldContainer container =
            new Weld().disableDiscovery().addBeanClass(Observer.class).initialize();
        Fixture fixture = fixture(CdiVisitListener.of(container.getBeanManager()))) {
      assertThat(fixture.http().get("/api/labs", ACME_HOST, fixture.acmeBearer()).status())
          .isEqualTo(200);
      assertThat(fixture.http().get("/api/labs", ACME_HOST).status()).isEqualTo(401);
      assertThat(fixture.http().get("/api/site", ACME_HOST).status()).isEqualTo(200);
      assertThat(SEEN).hasSize(2);
      TenantResolved in = (TenantResolved) SEEN.get(0);
      assertThat(in.tenant().id().value()).isEqualTo("t-71c4");
      assertThat(in.provenance().trust()).contains(TrustLevel.CRYPTOGRAPHIC);
      assertThat(((TenantRejected) SEEN.get(1)).problem().code()).isEqualTo("LH-TEN-101");
    }
  }

  @Test
  void whereNobodyObservesNothingIsFired() {
    try (WeldContainer container =
        new Weld().disableDiscovery().addBeanClass(TenancyEventsTest.class).initialize()) {
      assertThat(CdiVisitListener.of(container.getBeanManager())).isSameAs(VisitListener.NOBODY);
    }
  }

  private static Fixture fixture(VisitListener listener) throws Exception {
    return new Fixture(
        TenantFilterSettings.defaults(), (parts, registry) -> parts.withListener(listener));
  }
}
