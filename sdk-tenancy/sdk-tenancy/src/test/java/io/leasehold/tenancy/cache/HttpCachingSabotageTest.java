package io.leasehold.tenancy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a tenant's response is private is what keeps a CDN from serving it to the next tenant. */
@Tag("mistake-17")
class HttpCachingSabotageTest {

  @Test
  void withItTheCdnAsksForEachTenant() {
    Cdn cdn = new Cdn(HttpCaching.cacheControl(Optional.of("max-age=60")));
    assertThat(cdn.get("/api/invoices", "acme")).isEqualTo("invoices of acme");
    assertThat(cdn.get("/api/invoices", "globex")).isEqualTo("invoices of globex");
  }

  @Test
  void withoutItTheSecondTenantGetsWhatTheFirstWasTold() {
    Cdn cdn = new Cdn("max-age=60");
    assertThat(cdn.get("/api/invoices", "acme")).isEqualTo("invoices of acme");
    assertThat(cdn.get("/api/invoices", "globex")).isEqualTo("invoices of acme");
  }

  /** As many are set up: the key is the path, and it stores what is not private (RFC 9111 §3). */
  private static final class Cdn {

    private final Map<String, String> stored = new HashMap<>();
    private final String cacheControl;

    Cdn(String cacheControl) {
      this.cacheControl = cacheControl;
    }

    String get(String path, String tenant) {
      String hit = stored.get(path);
      if (hit != null) {
        return hit;
      }
      String response = "invoices of " + tenant;
      if (!cacheControl.contains("private") && !cacheControl.contains("no-store")) {
        stored.put(path, response);
      }
      return response;
    }
  }
}
