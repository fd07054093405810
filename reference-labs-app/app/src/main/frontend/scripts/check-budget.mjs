// Adds up what a learner's browser loads (all scripts and style sheets of the build) and fails above the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budgetKilobytes = { js: 160, css: 95 };
const assets = join(dirname(fileURLToPath(import.meta.url)), '../../../../target/frontend/assets');

const sums = { js: 0, css: 0 };
for (const file of readdirSync(assets)) {
  const kind = file.split('.').pop();
  if (kind in sums) sums[kind] += gzipSync(readFileSync(join(assets, file)), { level: 9 }).length;
}
let over = false;
for (const [kind, bytes] of Object.entries(sums)) {
  const size = bytes / 1024;
  const verdict = size <= budgetKilobytes[kind] ? 'ok' : 'TOO LARGE';
  over ||= verdict !== 'ok';
  console.log(`budget ${kind}: ${size.toFixed(1)} KB of ${budgetKilobytes[kind]} KB gzip, ${verdict}`);
}
process.exit(over ? 1 : 0);
