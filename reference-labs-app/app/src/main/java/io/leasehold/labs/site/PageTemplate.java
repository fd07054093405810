package io.leasehold.labs.site;

/**
 * The front end's index.html, as it was built, with places for what differs between tenants: {@code
 * %LABS_LANG%}, {@code %LABS_TITLE%}, {@code %LABS_ICON%} and {@code %LABS_STYLESHEET%}. Immutable.
 *
 * @param html the page as built
 */
record PageTemplate(String html) {

  String render(Brand brand) {
    return html.replace("%LABS_LANG%", "en")
        .replace("%LABS_ICON%", BrandingServlet.LOGO_PATH)
        .replace(
            "%LABS_STYLESHEET%",
            BrandingServlet.STYLESHEET_PATH + "?v=" + BrandStylesheet.of(brand).hash())
        // Last, so that a name cannot bring a place of its own.
        .replace("%LABS_TITLE%", escape(brand.name()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
