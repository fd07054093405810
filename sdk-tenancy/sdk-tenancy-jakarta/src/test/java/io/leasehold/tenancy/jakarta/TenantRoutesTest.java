package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantRoutesTest {

  private final TenantRoutes routes =
      TenantRoutes.of("/api", List.of(Labs.class, Operators.class, Impl.class, String.class));

  /** A resource as people write them. */
  @Path("labs")
  public static class Labs {
    @GET
    public void list() {}

    @GET
    @Path("{id}")
    @TenantOptional
    public void one() {}

    @GET
    @Path("mine")
    public void mine() {}

    @POST
    @Path("{id: [0-9]{2}}/runs/")
    @TenantOptional
    public void start() {}

    @Path("{id}/files")
    public Object locator() {
      return this;
    }
  }

  /** A resource of the platform. */
  @Path("/operators/{path: .+}")
  @PlatformScoped
  public static class Operators {
    @GET
    public void read() {}

    @DELETE
    @CrossTenant(reason = "clean up", roles = "operator")
    public void remove() {}
  }

  /** Annotations at an interface. */
  @Path("api")
  public interface Declared {
    @GET
    @TenantOptional
    void read();

    @POST
    @TenantOptional
    void write();
  }

  /** What implements it, and says more about itself. */
  public static class Impl implements Declared {
    @Override
    public void read() {}

    @Override
    @TenantRequired
    public void write() {}
  }

  /** Says two things at once. */
  @Path("both")
  @TenantRequired
  @PlatformScoped
  public static class Both {
    @GET
    public void read() {}
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /api/labs,             Unsaid",
    "GET,  /api/labs/7,           ForEverybody",
    "HEAD, /api/labs/7,           ForEverybody",
    "GET,  /api/labs/mine,        Unsaid",
    "POST, /api/labs/12/runs,     ForEverybody",
    "GET,  /api/operators/a/b,    OfPlatform",
    "DELETE, /api/operators/a/b,  AcrossTenants",
    "GET,  /api/api,              ForEverybody",
    "POST, /api/api,              Required",
  })
  void theNearestRouteTellsItsRule(String method, String path, String rule) {
    assertThat(routes.find(method, path).map(route -> route.rule().getClass().getSimpleName()))
        .contains(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/labs/7",
    "POST, /api/labs/7",
    "POST, /api/labs/123/runs",
    "GET, /api/labs/7/files",
    "GET, /api/labs/7/files/x",
    "OPTIONS, /api/labs/7",
    "GET, /labs/7",
    "GET, /api/labs/7/",
  })
  void whatIsNoRouteIsNotFound(String method, String path) {
    assertThat(routes.find(method, path)).isEqualTo(Optional.empty());
  }

  @Test
  void aRouteHasAnAddressThatATestCanCall() {
    assertThat(routes.find("POST", "/api/labs/12/runs").orElseThrow().pathWith("12"))
        .isEqualTo("/api/labs/12/runs");
  }

  @Test
  void annotationsThatContradictEachOtherStopTheStart() {
    assertThatThrownBy(() -> TenantRoutes.of("/", List.of(Both.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("keep one annotation");
  }
}
