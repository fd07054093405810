package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.resolution.Route;
import org.junit.jupiter.api.Test;

class TenantFilterSettingsTest {

  private final TenantFilterSettings defaults = TenantFilterSettings.defaults();

  @Test
  void aPrefixEndsAtASegment() {
    assertThat(defaults.route("/api")).isEqualTo(Route.PROTECTED);
    assertThat(defaults.route("/api/labs")).isEqualTo(Route.PROTECTED);
    assertThat(defaults.route("/apix")).isEqualTo(Route.PUBLIC);
    assertThat(defaults.route("/api/site")).isEqualTo(Route.PUBLIC);
    assertThat(defaults.route("/api/site/logo")).isEqualTo(Route.PUBLIC);
    assertThat(defaults.route("/api/sitex")).isEqualTo(Route.PROTECTED);
  }

  @Test
  void theRootProtectsEverything() {
    TenantFilterSettings all = defaults.withProtectedPaths("/").withPublicPaths("/about/");
    assertThat(all.route("/")).isEqualTo(Route.PROTECTED);
    assertThat(all.route("/x")).isEqualTo(Route.PROTECTED);
    assertThat(all.route("/about")).isEqualTo(Route.PUBLIC);
  }

  @Test
  void nothingIsExemptUnlessNamedAndTheRootNeverIs() {
    assertThat(defaults.exempts("/")).isFalse();
    assertThat(defaults.withExemptPaths("/probe").exempts("/probe/live")).isTrue();
    assertThatThrownBy(() -> defaults.withExemptPaths("/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withProtectedPaths("api"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
