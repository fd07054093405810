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
