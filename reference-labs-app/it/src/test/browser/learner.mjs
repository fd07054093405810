// A learner in a real browser, from the sign-in page to the ended lab.
//
//   node learner.mjs --base http://acme.localhost:9080 --user ada --lab "Title of a lab" --out result.json
//                    [--go go.flag] [--timeout 120] [--pictures folder]
//
// Phase 1 signs in, starts the lab, watches the steps, reads the access panel and writes `out` ("phase": "running").
// Phase 2 begins when the file `go` exists (at once without --go): ends the lab, waits until it has ended, looks at
// "My labs", signs out and writes `out` again ("phase": "ended"). `out` always appears complete (renamed into place).
// Exit code: 0 all well; 1 the way could not be gone to its end; 2 wrong arguments; 3 the way was gone, but a page had
// console errors, policy violations, requests to other hosts, accessibility findings, or kept a secret.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { accessibilityFindings, contrastFindings, watch } from './watch.mjs';

const { values: options } = parseArgs({
  options: {
    base: { type: 'string' }, user: { type: 'string' }, lab: { type: 'string' }, out: { type: 'string' },
    go: { type: 'string' }, timeout: { type: 'string', default: '120' }, pictures: { type: 'string' },
  },
});
if (!options.base || !options.user || !options.lab || !options.out) {
  console.error('usage: node learner.mjs --base URL --user NAME --lab TITLE --out FILE [--go FILE] [--timeout SECONDS] [--pictures FOLDER]');
  process.exit(2);
}
const base = new URL(options.base);
const timeout = Number(options.timeout) * 1000;
const result = { phase: 'begun', user: options.user, lab: options.lab, steps: [], accessibility: {}, contrast: {} };
const said = Date.now();

function say(text) {
  console.log(`[${((Date.now() - said) / 1000).toFixed(1)} s] ${text}`);
}

function write(phase) {
  result.phase = phase;
  writeFileSync(`${options.out}.part`, JSON.stringify(result, null, 2), { mode: 0o600 });
  renameSync(`${options.out}.part`, options.out);
  say(`wrote phase "${phase}"`);
}

/** The issuer's host is not written into this driver: the site says it, as it says it to the browser. */
async function issuerHost(page) {
  const site = await page.evaluate(() => fetch('/api/site').then((answer) => answer.json()));
  return new URL(site.signIn.issuer).host;
}

const button = (page, text) => page.waitForSelector(`::-p-xpath(//button[normalize-space(.)="${text}" or starts-with(normalize-space(.), "${text}")])`, { timeout });
const press = async (page, text) => (await button(page, text)).click();
const heading = (page, text) => page.waitForSelector(`::-p-xpath(//h1[normalize-space(.)="${text}"])`, { timeout });
const textOf = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());

async function look(page, name) {
  result.accessibility[name] = await accessibilityFindings(page);
  result.contrast[name] = await contrastFindings(page);
  if (options.pictures) await page.screenshot({ path: join(options.pictures, `${name}.png`), fullPage: true });
}

/** Notes every state every step is shown in, from before the first one appears; survives the page's own redraws. */
function noteSteps(page) {
  return page.evaluate(() => {
    window.__steps = [];
    const note = () => {
      for (const element of document.querySelectorAll('[data-step]')) {
        const { step, state } = element.dataset;
        if (!window.__steps.some((seen) => seen.step === step && seen.state === state)) {
          window.__steps.push({ step, state, title: element.querySelector('[id$=-title]')?.textContent ?? '', at: new Date().toISOString() });
        }
      }
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
    note();
  });
}

async function signIn(page) {
  await page.goto(base.href, { waitUntil: 'load' });
  await button(page, 'Continue to sign in');
  await look(page, 'sign-in');
  await press(page, 'Continue to sign in');
  const name = await page.waitForSelector(`button[name=username][value="${options.user}"], input[name=username]`, { timeout });
  say(`at the sign-in page of ${new URL(page.url()).host}`);
  if ((await name.evaluate((element) => element.tagName)) === 'BUTTON') {
    await name.click();
  } else {
    await name.type(options.user);
    await name.press('Enter');
  }
  await page.waitForSelector('.labs-card', { timeout });
  result.signedInAs = await textOf(page, '.labs-user-text');
  say(`signed in as ${result.signedInAs}`);
}

async function start(page) {
  await look(page, 'catalogue');
  const link = await page.waitForSelector(`::-p-xpath(//article//h2/a[normalize-space(.)="${options.lab}"])`, { timeout });
  await link.click();
  await heading(page, options.lab);
  await button(page, 'Start lab');
  await look(page, 'lab');
  await noteSteps(page);
  await press(page, 'Start lab');
  say('pressed Start lab');
  await page.waitForSelector('[data-step]', { timeout });
  await look(page, 'starting');
  await page.waitForSelector('[data-field=accountId], .labs-outcome', { timeout });
  result.steps = await page.evaluate(() => window.__steps);
  for (const { step, state } of result.steps) say(`step ${step}: ${state}`);
  if (await page.$('.labs-outcome')) throw new Error(`the lab was not prepared: ${await textOf(page, '.labs-outcome')}`);
  result.labRunId = new URL(page.url()).pathname.split('/').pop();
}

async function readAccess(page) {
  const hidden = await page.evaluate(() => document.querySelector('[data-field=secretAccessKey]') === null);
  if (!hidden) throw new Error('the keys were shown before they were asked for');
  await press(page, 'Show keys');
  await page.waitForSelector('[data-field=sessionToken]', { timeout });
  result.access = {};
  for (const field of ['accountId', 'region', 'roleName', 'accessKeyId', 'secretAccessKey', 'sessionToken']) {
    result.access[field] = await textOf(page, `[data-field=${field}]`);
  }
  result.timeLeft = await textOf(page, '.labs-countdown-time');
  await look(page, 'running');
  await press(page, 'Hide keys');
  result.kept = await page.evaluate(
    (secrets) => {
      const places = { address: location.href, storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]), cookies: document.cookie, page: document.documentElement.outerHTML };
      return Object.entries(places).filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([place]) => place);
    },
    [result.access.accessKeyId, result.access.secretAccessKey, result.access.sessionToken],
  );
  say(`account ${result.access.accountId}, time left ${result.timeLeft}`);
}

async function goAhead() {
  if (!options.go) return;
  const until = Date.now() + 10 * timeout;
  while (!existsSync(options.go)) {
    if (Date.now() > until) throw new Error(`no go-ahead: ${options.go} did not appear`);
    await pause(200);
  }
}

async function end(page) {
  await press(page, 'End lab');
  await page.waitForSelector('dialog[open]', { timeout });
  result.endDialog = await textOf(page, 'dialog[open]');
  await look(page, 'end-dialog');
  await press(page, 'End lab and delete');
  await heading(page, 'This lab has ended');
  await look(page, 'ended');
  say('the lab has ended');
  await (await page.waitForSelector('::-p-xpath(//nav//a[normalize-space(.)="My labs"])')).click();
  await page.waitForSelector('.labs-table tbody tr', { timeout });
  await look(page, 'my-labs');
  result.myLabs = await page.$$eval('.labs-table tbody tr', (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  await (await page.waitForSelector('button[aria-label="Sign out"]')).click();
  await button(page, 'Continue to sign in');
  say('signed out');
}

function faults(seen) {
  return [
    ...seen.consoleErrors.map((text) => `console: ${text}`),
    ...seen.cspViolations.map((text) => `policy: ${text}`),
    ...seen.foreignRequests.map((text) => `outside: ${text}`),
    ...Object.entries(result.accessibility).flatMap(([name, found]) => found.map(({ id, help }) => `axe on ${name}: ${id}, ${help}`)),
    ...Object.entries(result.contrast).flatMap(([name, found]) => found.map((text) => `${name}: ${text}`)),
    ...(result.kept ?? []).map((place) => `a key is kept in: ${place}`),
  ];
}

if (options.pictures) mkdirSync(options.pictures, { recursive: true });
const browser = await openBrowser();
let exitCode = 1;
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const allowed = [base.host];
  const seen = await watch(page, allowed);
  await page.goto(base.href, { waitUntil: 'load' });
  allowed.push(await issuerHost(page));
  try {
    await signIn(page);
    await start(page);
    await readAccess(page);
    write('running');
    await goAhead();
    await end(page);
    result.faults = faults(seen);
    exitCode = result.faults.length === 0 ? 0 : 3;
    write('ended');
  } catch (error) {
    result.error = error.message;
    result.page = await page.evaluate(() => document.body.innerText.slice(0, 2000)).catch(() => '');
    result.faults = faults(seen);
    if (options.pictures) await page.screenshot({ path: join(options.pictures, 'broken.png') }).catch(() => undefined);
    write('failed');
    console.error(`FAILED: ${error.message}\n--- ${page.url()}\n${result.page}`);
  }
  for (const fault of result.faults) console.error(`FAULT ${fault}`);
} finally {
  await browser.close();
}
process.exit(exitCode);
