package io.leasehold.labs.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The front end's index.html, as it was built, into which each tenant's title, icon and stylesheet
 * go. Immutable.
 *
 * @param html the page as built
 */
record PageTemplate(String html) {

  private static final Pattern TITLE = Pattern.compile("<title>.*?</title>", Pattern.DOTALL);
  private static final Pattern END_OF_HEAD = Pattern.compile("</head>");

  String render(Brand brand) {
    String title = "<title>" + escape(brand.name()) + "</title>";
    String links =
        """
        <link rel="icon" type="image/svg+xml" href="%s">
        <link rel="stylesheet" href="%s?v=%s">
        </head>"""
            .formatted(
                BrandingServlet.LOGO_PATH,
                BrandingServlet.STYLESHEET_PATH,
                BrandStylesheet.of(brand).hash());
    String titled = TITLE.matcher(html).replaceFirst(Matcher.quoteReplacement(title));
    return END_OF_HEAD.matcher(titled).replaceFirst(Matcher.quoteReplacement(links));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
