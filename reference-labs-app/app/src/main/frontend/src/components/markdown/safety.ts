const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text of a Markdown token with its character references read; still only text afterwards. */
export function plainText(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The address when a click on it may leave the page, otherwise undefined: web, mail and places of this site only. */
export function safeLink(href: string): string | undefined {
  if (/^\/(?![/\\])/.test(href) || href.startsWith('#')) return href;
  return hasScheme(href, ['https:', 'http:', 'mailto:']) ? href : undefined;
}

/** Pictures come from this site or are part of the text: an outside host would learn who reads the guide. */
export function safeImage(href: string): string | undefined {
  if (/^\/(?![/\\])/.test(href)) return href;
  return /^data:image\/(png|jpeg|gif|webp);base64,/i.test(href) ? href : undefined;
}

function hasScheme(href: string, schemes: string[]): boolean {
  try {
    return schemes.includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
