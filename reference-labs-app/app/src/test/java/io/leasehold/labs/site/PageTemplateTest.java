package io.leasehold.labs.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import org.junit.jupiter.api.Test;

class PageTemplateTest {

  private static final PageTemplate PAGE =
      new PageTemplate(
          "<html lang=\"%LABS_LANG%\"><title>%LABS_TITLE%</title><link href=\"%LABS_ICON%\">"
              + "<link href=\"%LABS_STYLESHEET%\"></html>");

  private static Brand named(String name) {
    return Brand.of(Tenant.active(TenantId.of("acme"), Tier.of("pool")).withName(name));
  }

  @Test
  void theTenantsTitleIconAndStylesheetAreInThePage() {
    Brand brand = named("Acme Academy");

    assertThat(PAGE.render(brand))
        .isEqualTo(
            "<html lang=\"en\"><title>Acme Academy</title><link href=\"/branding/logo.svg\">"
                + "<link href=\"/branding.css?v=%s\"></html>"
                    .formatted(BrandStylesheet.of(brand).hash()));
  }

  @Test
  void aNameIsTextAndNeverMarkup() {
    assertThat(PAGE.render(named("</title><script>x</script> & %LABS_ICON%")))
        .contains("<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; &amp; %LABS_ICON%</title>")
        .doesNotContain("<script>");
  }
}
