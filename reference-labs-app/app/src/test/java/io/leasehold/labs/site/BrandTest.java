package io.leasehold.labs.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrandTest {

  private static final Tenant TENANT = Tenant.active(TenantId.of("acme"), Tier.of("pool"));

  @Test
  void aTenantWithoutBrandIsNeutral() {
    Brand brand = Brand.of(TENANT);

    assertThat(brand.color()).hasToString("#0b5cad");
    assertThat(brand.tagline()).isEmpty();
    assertThat(brand.supportUrl()).isEmpty();
    assertThat(brand.font()).isEqualTo(BrandFont.SYSTEM);
  }

  @Test
  void whatATenantSaysCannotBecomeAStylesheet() {
    Brand brand =
        Brand.of(
            TENANT.withAttributes(
                Map.of("brand.color", "red;} * {display:none", "brand.font", "x'; } body {}")));

    assertThat(BrandStylesheet.of(brand).css()).doesNotContain("display", "body {");
  }

  @Test
  void supportIsAWebOrMailAddressAndNoScript() {
    assertThat(
            Brand.of(TENANT.withAttributes(Map.of("brand.support-url", "javascript:alert(1)")))
                .supportUrl())
        .isEmpty();
    assertThat(
            Brand.of(TENANT.withAttributes(Map.of("brand.support-url", "mailto:a@b.example")))
                .supportUrl())
        .isPresent();
  }

  @Test
  void anUnusableSupportAddressDoesNotTakeThePagesDown() {
    assertThat(
            Brand.of(TENANT.withAttributes(Map.of("brand.support-url", "https://a|b")))
                .supportUrl())
        .isEmpty();
  }

  @Test
  void twoBrandsHaveTwoHashes() {
    Brand red = Brand.of(TENANT.withAttributes(Map.of("brand.color", "#8b1a1a")));
    Brand blue = Brand.of(TENANT);

    assertThat(BrandStylesheet.of(red).hash())
        .hasSize(16)
        .isNotEqualTo(BrandStylesheet.of(blue).hash());
    assertThat(BrandStylesheet.of(red)).isEqualTo(BrandStylesheet.of(red));
  }
}
