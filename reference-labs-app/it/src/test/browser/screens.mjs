// Renders every screen of the built front end with invented data, at two widths, in the dark, and with three brands; fails on
// accessibility findings, policy violations, console errors or requests to other hosts.
//   node screens.mjs [folder for pictures] [brand...]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from './browser.mjs';
import { BRANDS, operation, run, startMock } from './mock-backend.mjs';
import { accessibilityFindings, contrastFindings, watch } from './watch.mjs';

const [folder = 'target/screens', ...chosen] = process.argv.slice(2);
const brands = chosen.length > 0 ? chosen : Object.keys(BRANDS);
const WIDTHS = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844, isMobile: true, hasTouch: true },
  dark: { width: 1280, height: 900, dark: true },
};

const minutes = (count) => new Date(Date.now() + count * 60_000).toISOString();
const ended = (id, title, state, endReason, ago, length) =>
  run(id, state, { labTitle: title, endReason, startedAt: minutes(-ago), endedAt: minutes(length - ago), expiresAt: null });

/** name -> how the backend answers, where to go, and what to do before looking. */
const SCREENS = {
  'sign-in': { signedOut: true, path: '/', ready: '.labs-sign-in' },
  'signed-out': { signedOut: true, path: '/signed-out', ready: '.pf-v6-c-alert' },
  'sign-in-failed': { signedOut: true, path: '/signed-in?error=access_denied&state=unknown', ready: '.pf-v6-c-alert' },
  catalogue: { path: '/labs', ready: '.labs-card', set: (state) => { state.labs = state.labs.map((lab, index) => (index === 3 ? { ...lab, activeRunId: 'r1' } : lab)); } },
  'catalogue-nothing-found': { path: '/labs', ready: '.labs-card', act: async (page) => { await page.type('input[type=search]', 'zebra'); await page.waitForSelector('.pf-v6-c-empty-state'); } },
  'catalogue-empty': { path: '/labs', ready: '.pf-v6-c-empty-state', set: (state) => { state.labs = []; } },
  'catalogue-error': { path: '/labs', ready: '.pf-v6-c-empty-state', set: (state) => { state.labsStatus = 500; }, ignoreStatus: [500] },
  'catalogue-loading': { path: '/labs', ready: '.labs-skeleton-card', set: (state) => { state.delay = 2500; } },
  lab: { path: '/labs/s3-static-site', ready: '.labs-markdown' },
  'lab-queue': { path: '/labs/least-privilege', ready: '.labs-markdown' },
  'lab-start-refused': { path: '/labs/s3-static-site', ready: '.labs-markdown', ignoreStatus: [409], set: (state) => { state.startStatus = 409; }, act: async (page) => { await press(page, 'Start lab'); await page.waitForSelector('.pf-v6-c-alert'); } },
  starting: { path: '/lab-runs/r1', ready: '.pf-v6-c-progress-stepper', set: starting(['done', 'done', 'running']) },
  'starting-queue': { path: '/lab-runs/r1', ready: '.labs-queue', set: starting(['waiting'], { queueRank: 3 }) },
  'starting-polling': { path: '/lab-runs/r1', ready: '.pf-v6-c-progress-stepper', ignoreStatus: [502], set: (state) => { starting(['done', 'running'])(state); state.streams = false; } },
  'starting-failed': { path: '/lab-runs/r1', ready: '.pf-v6-c-alert', set: (state) => { starting(['done', 'failed'], { status: 'failed', error: { code: 'LH-PRV-021', message: 'The guard rails could not be attached: the organisation has reached its limit of policies.' } })(state); state.runs.r1 = run('r1', 'failed'); } },
  'starting-cancelled': { path: '/lab-runs/r1', ready: '.pf-v6-c-alert', set: starting(['done'], { status: 'cancelled' }) },
  running: { path: '/lab-runs/r1', ready: '[data-field=accountId]', set: (state) => { state.runs.r1 = run('r1', 'running'); } },
  'running-keys': { path: '/lab-runs/r1', ready: '[data-field=accountId]', set: (state) => { state.runs.r1 = run('r1', 'running', { expiresAt: minutes(8) }); }, act: async (page) => { await press(page, 'Show keys'); await page.waitForSelector('[data-field=sessionToken]'); } },
  'running-last-minutes': { path: '/lab-runs/r1', ready: '[data-field=accountId]', set: (state) => { state.runs.r1 = run('r1', 'running', { expiresAt: minutes(1.5) }); } },
  'running-access-error': { path: '/lab-runs/r1', ready: '.labs-side-card .pf-v6-c-empty-state', ignoreStatus: [409], set: (state) => { state.runs.r1 = run('r1', 'running'); state.accessStatus = 409; } },
  'end-dialog': { path: '/lab-runs/r1', ready: '[data-field=accountId]', set: (state) => { state.runs.r1 = run('r1', 'running'); }, act: async (page) => { await press(page, 'End lab'); await page.waitForSelector('dialog[open]'); } },
  ending: { path: '/lab-runs/r1', ready: '.pf-v6-c-progress-stepper', set: (state) => { state.runs.r1 = run('r1', 'ending'); state.operations['op-r1'] = { ...operation('op-r1', 'r1', []), kind: 'end-lab', steps: [{ name: 'revoke', title: 'Take back access', state: 'done', startedAt: minutes(-0.2), finishedAt: minutes(-0.15) }, { name: 'clean', title: 'Delete everything', state: 'running', startedAt: minutes(-0.1) }, { name: 'verify', title: 'Check that nothing is left', state: 'pending' }] }; } },
  ended: { path: '/lab-runs/r1', ready: '.pf-v6-c-description-list', set: (state) => { state.runs.r1 = ended('r1', 'Publish a static site from S3', 'ended', 'completed', 60, 24); } },
  'my-labs': { path: '/lab-runs', ready: '.labs-table', set: (state) => { state.runList = [run('r1', 'running', { endReason: null }), ended('r2', 'First steps with DynamoDB', 'ended', 'completed', 1500, 41), ended('r3', 'Least privilege in practice', 'ended', 'expired', 3100, 90), ended('r4', 'Cost detective', 'failed', 'provision_failed', 4400, 1)]; } },
  'my-labs-empty': { path: '/lab-runs', ready: '.pf-v6-c-empty-state' },
  'not-found': { path: '/nowhere', ready: '.labs-title' },
};

function starting(states, extra) {
  return (state) => {
    state.runs.r1 = run('r1', 'starting', { startedAt: null, expiresAt: null });
    state.operations['op-r1'] = operation('op-r1', 'r1', states, extra);
  };
}

async function press(page, text) {
  const button = await page.waitForSelector(`::-p-xpath(//button[contains(., "${text}")])`);
  await button.click();
}

async function look(browser, brand, widthName, name, screen) {
  const mock = await startMock(brand);
  screen.set?.(mock.state);
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  try {
    const { dark = false, ...viewport } = WIDTHS[widthName];
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
    const seen = await watch(page, mock.hosts, { ignoreStatus: screen.ignoreStatus });
    await page.goto(mock.origin + screen.path, { waitUntil: 'load' });
    if (!screen.signedOut) await press(page, 'Continue to sign in');
    await page.waitForSelector(screen.ready, { timeout: 5_000 });
    await screen.act?.(page);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}-${widthName}-${brand}.png`), fullPage: widthName === 'phone' || !/running|end-dialog/.test(name) });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const findings = await accessibilityFindings(page);
    const faults = [
      ...findings.map((finding) => `axe ${finding.id} (${finding.impact}): ${finding.help}\n      ${finding.nodes.join('\n      ').replaceAll('\n  ', ' ')}`),
      ...(await contrastFindings(page)),
      ...seen.consoleErrors.map((text) => `console: ${text}`),
      ...seen.cspViolations.map((text) => `policy: ${text}`),
      ...seen.foreignRequests.map((text) => `outside: ${text}`),
      ...(overflow > 0 ? [`wider than the window by ${overflow} px`] : []),
      ...(/access-token|ASIAEXAMPLE|wJalr/.test(stored) ? ['a secret is in the browser storage'] : []),
    ];
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name} ${widthName} ${brand}`);
    for (const fault of faults) console.log(`    ${fault}`);
    return faults.length;
  } catch (error) {
    console.log(`FAIL ${name} ${widthName} ${brand}\n    ${error.message}`);
    await page.screenshot({ path: join(folder, `${name}-${widthName}-${brand}-broken.png`) }).catch(() => undefined);
    return 1;
  } finally {
    await context.close();
    await mock.close();
  }
}

mkdirSync(folder, { recursive: true });
const only = process.env.LABS_SCREENS?.split(',');
const browser = await openBrowser();
let faults = 0;
let count = 0;
try {
  for (const brand of brands) {
    for (const widthName of Object.keys(WIDTHS)) {
      for (const [name, screen] of Object.entries(SCREENS)) {
        if (only && !only.includes(name)) continue;
        faults += await look(browser, brand, widthName, name, screen);
        count++;
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${count} screens, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
