package io.leasehold.labs.site;

import java.util.Locale;

/** The fonts that a brand may choose; all are on the learner's machine, none is fetched. */
public enum BrandFont {
  /** What the system uses itself. */
  SYSTEM("system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"),
  /** With open, round shapes. */
  HUMANIST("Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', sans-serif"),
  /** With serifs. */
  SERIF("'Iowan Old Style', 'Palatino Linotype', Georgia, 'DejaVu Serif', serif");

  private final String stack;

  BrandFont(String stack) {
    this.stack = stack;
  }

  /** The font of that name, or the system's. */
  static BrandFont named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return SYSTEM;
    }
  }

  /** As a stylesheet says it. */
  String stack() {
    return stack;
  }
}
