package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantStatus;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * With the guard off: an application that leaves the second look out, at the method that JAX-RS
 * really chose. A filter of its own believes in {@code X-HTTP-Method-Override}.
 */
class RouteCheckSabotageTest {

  private static Fixture guarded;
  private static Fixture unguarded;

  /** The application without the second look. */
  public static final class Unguarded extends TestApplication {

    @Override
    public Set<Class<?>> getClasses() {
      Set<Class<?>> classes = new HashSet<>(super.getClasses());
      classes.remove(TenantRouteFilter.class);
      return classes;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    guarded = new Fixture();
    unguarded =
        new Fixture(TenantFilterSettings.defaults(), (parts, registry) -> parts, Unguarded.class);
  }

  @AfterEach
  void restore() {
    guarded.registry.save(guarded.acme);
    unguarded.registry.save(unguarded.acme);
  }

  @AfterAll
  static void stop() throws Exception {
    guarded.close();
    unguarded.close();
  }

  @Test
  @Tag("mistake-03")
  void withoutTheSecondLookSomebodyWithoutATokenReachesAClosedResource() {
    String override = "X-HTTP-Method-Override: POST";
    assertThat(guarded.http().get("/api/guarded/open", ACME_HOST, override).status())
        .isEqualTo(401);
    RawHttp.Answer attack = unguarded.http().get("/api/guarded/open", ACME_HOST, override);
    assertThat(attack.status()).isEqualTo(200);
    assertThat(attack.body()).isEqualTo("Public");
  }

  @Test
  @Tag("mistake-02")
  void withoutTheSecondLookAMemberNamesAnotherTenantInTheRequest() {
    String path = "/api/guarded/query?tenant=globex";
    assertThat(guarded.http().get(path, ACME_HOST, guarded.acmeBearer()).status()).isEqualTo(403);
    assertThat(unguarded.http().get(path, ACME_HOST, unguarded.acmeBearer()).status())
        .isEqualTo(200);
  }

  @Test
  void withoutTheSecondLookATenantThatOnlyReadsRemoves() {
    String override = "X-HTTP-Method-Override: DELETE";
    assertThat(removal(guarded, override).body()).contains("LH-TEN-113");
    assertThat(removal(unguarded, override).body()).isEqualTo("removed for tenant t-71c4");
  }

  private static RawHttp.Answer removal(Fixture fixture, String override) {
    fixture.registry.save(fixture.acme.withStatus(TenantStatus.READ_ONLY));
    return fixture.http().get("/api/guarded/default", ACME_HOST, fixture.acmeBearer(), override);
  }
}
