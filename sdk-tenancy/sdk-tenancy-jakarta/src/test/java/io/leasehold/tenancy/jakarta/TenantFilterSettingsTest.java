package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.jakarta.internal.Doorway;
import io.leasehold.tenancy.resolution.TrustedProxies;
import org.junit.jupiter.api.Test;

class TenantFilterSettingsTest {

  private final TenantFilterSettings defaults = TenantFilterSettings.defaults();

  @Test
  void aPrefixEndsAtASegment() {
    assertThat(doorway(defaults, "/api")).isEqualTo(Doorway.PROTECTED);
    assertThat(doorway(defaults, "/api/labs")).isEqualTo(Doorway.PROTECTED);
    assertThat(doorway(defaults, "/apix")).isEqualTo(Doorway.PUBLIC);
    assertThat(doorway(defaults, "/api/site")).isEqualTo(Doorway.PUBLIC);
    assertThat(doorway(defaults, "/api/site/logo")).isEqualTo(Doorway.PUBLIC);
    assertThat(doorway(defaults, "/api/sitex")).isEqualTo(Doorway.PROTECTED);
  }

  @Test
  void theRootProtectsEverything() {
    TenantFilterSettings all = defaults.withProtectedPaths("/").withPublicPaths("/about/");
    assertThat(doorway(all, "/")).isEqualTo(Doorway.PROTECTED);
    assertThat(doorway(all, "/x")).isEqualTo(Doorway.PROTECTED);
    assertThat(doorway(all, "/about")).isEqualTo(Doorway.PUBLIC);
  }

  @Test
  void nothingIsExemptUnlessNamedAndTheRootNeverIs() {
    assertThat(doorway(defaults, "/")).isNotEqualTo(Doorway.EXEMPT);
    assertThat(doorway(defaults.withExemptPaths("/probe"), "/probe/live"))
        .isEqualTo(Doorway.EXEMPT);
    assertThatThrownBy(() -> defaults.withExemptPaths("/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withProtectedPaths("api"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPlatformPathIsThePlatformsEvenInsidePublicOnes() {
    TenantFilterSettings settings = defaults.withPlatformPaths("/api/site/operators");
    assertThat(doorway(settings, "/api/site/operators/x")).isEqualTo(Doorway.PLATFORM);
    assertThat(doorway(settings, "/api/site")).isEqualTo(Doorway.PUBLIC);
  }

  @Test
  void eachCopyKeepsWhatTheOthersChanged() {
    TenantFilterSettings settings =
        defaults
            .withPlatformPaths("/ops")
            .withPlatformIssuers("https://ops.example.com")
            .withTrustedProxies(TrustedProxies.of("10.0.0.0/8"))
            .withSniAttribute("sni")
            .withProtectedPaths("/p");
    assertThat(doorway(settings, "/ops")).isEqualTo(Doorway.PLATFORM);
    assertThat(settings.platformIssuers()).containsExactly("https://ops.example.com");
    assertThat(settings.trustedProxies().trust("10.1.2.3")).isTrue();
    assertThat(settings.sniAttribute()).isEqualTo("sni");
    assertThat(doorway(settings, "/p")).isEqualTo(Doorway.PROTECTED);
  }

  private static Doorway doorway(TenantFilterSettings settings, String path) {
    return settings.doorway("GET", path);
  }
}
