// What must not happen in any page: console errors, crashes, policy violations, requests to other hosts.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Collects from now on; `allowedHosts` are host:port texts the page may talk to. */
export async function watch(page, allowedHosts, { ignoreStatus = [] } = {}) {
  const seen = { consoleErrors: [], cspViolations: [], foreignRequests: [] };
  page.on('pageerror', (error) => seen.consoleErrors.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy/i.test(text)) seen.cspViolations.push(text);
    else if (message.type() === 'error' && !ignoreStatus.some((status) => text.includes(`status of ${status}`))) {
      seen.consoleErrors.push(`${text} ${message.location().url ?? ''}`.trim());
    }
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.protocol !== 'about:' && !allowedHosts.includes(url.host)) {
      seen.foreignRequests.push(`${url.protocol}//${url.host}${url.pathname}`);
    }
  });
  await page.exposeFunction('__policyViolated', (what) => seen.cspViolations.push(what));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__policyViolated(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`);
    });
  });
  return seen;
}

/** WCAG 2.2 AA findings of the page as it is now. */
export async function accessibilityFindings(page) {
  // Evaluated through the debugger, which the page's policy does not apply to.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    }),
  );
  return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((node) => `${node.target.join(' ')} :: ${node.failureSummary}`) }));
}

/**
 * Text that is too faint, computed from what the browser draws. axe leaves a text undecided where a pseudo-element
 * lies under it, and the toolkit's buttons have one: exactly where a tenant's colour is.
 */
export function contrastFindings(page) {
  return page.evaluate(() => {
    const parse = (text) => {
      const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
      const scale = text.startsWith('color(') ? 255 : 1;
      return { rgb: numbers.slice(0, 3).map((value) => value * scale), alpha: numbers[3] ?? 1 };
    };
    const luminance = (rgb) => {
      const [red, green, blue] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const backgroundOf = (element) => {
      for (let current = element; current; current = current.parentElement) {
        // The toolkit paints labels with a layer of their own before the content.
        const layer = getComputedStyle(current, '::before');
        const layers = layer.content !== 'none' && layer.position === 'absolute' ? [layer] : [];
        for (const style of [...layers, getComputedStyle(current)]) {
          if (style.backgroundImage !== 'none') return undefined;
          const { rgb, alpha } = parse(style.backgroundColor);
          if (alpha >= 1) return rgb;
          if (alpha > 0) return undefined;
        }
      }
      return [255, 255, 255];
    };
    const found = [];
    for (const element of document.querySelectorAll('body *')) {
      const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
      const style = getComputedStyle(element);
      if (!ownText || !element.checkVisibility() || style.clipPath !== 'none' || element.closest(':disabled, [aria-disabled=true]')) continue;
      const background = backgroundOf(element);
      if (!background) continue;
      const [light, dark] = [luminance(parse(style.color).rgb), luminance(background)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      const large = Number.parseFloat(style.fontSize) >= 24 || (Number.parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) found.push(`contrast ${ratio.toFixed(2)}: "${element.textContent.trim().slice(0, 40)}" ${style.color} on rgb(${background})`);
    }
    return found;
  });
}
