// A real headless Chromium that comes with this folder's own packages; an installed one only where that cannot run.
import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--hide-scrollbars', '--lang=en-GB', '--no-proxy-server'];

/** Starts a browser. Host names below localhost resolve to this machine by the browser's own rule. */
export async function openBrowser() {
  const named = process.env.LABS_CHROMIUM;
  const bundled = named ? undefined : await chromium.executablePath().catch(() => undefined);
  const candidates = [named, bundled, ...INSTALLED].filter((path) => path && existsSync(path));
  let reason = 'no browser was found';
  for (const executablePath of candidates) {
    try {
      const browser = await puppeteer.launch({
        executablePath,
        headless: 'shell',
        args: executablePath === bundled ? [...new Set([...chromium.args.filter(usable), ...ARGS])] : ARGS,
        env: { ...process.env, LANG: 'en_GB.UTF-8', TZ: 'UTC' },
      });
      if (executablePath !== bundled) {
        console.error(`browser: ${executablePath} instead of the bundled one${bundled ? ` (${reason})` : ''}`);
      }
      return browser;
    } catch (error) {
      reason = String(error.message ?? error).split('\n')[0];
      console.error(`browser: ${executablePath} does not start: ${reason}`);
    }
  }
  throw new Error(
    `no Chromium could be started: ${reason}. The bundled one needs the system libraries of a headless Chromium ` +
      `(Debian/Ubuntu: apt-get install libnss3); or name an installed browser in LABS_CHROMIUM.`,
  );
}

/** The packaged defaults switch web security off and all pages into one process; a test of a policy must not. */
function usable(arg) {
  return !/^--(disable-web-security|single-process|no-zygote|headless|allow-running-insecure-content|disable-site-isolation-trials|window-size|start-maximized)/.test(arg);
}
