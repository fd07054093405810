// Holds the front end's copy of the API schemas against the OpenAPI document of a running app: everything the copy
// has must be there with the same type; more may be there.
//   node check-api.mjs http://acme.localhost:9080 [--write]
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COPY = join(dirname(fileURLToPath(import.meta.url)), '../../../../app/src/main/frontend/src/api/openapi-schemas.json');
const [base, write] = process.argv.slice(2);
if (!base) {
  console.error('usage: node check-api.mjs URL [--write]');
  process.exit(2);
}

/** Sent to this machine itself with the tenant's name as host: not every resolver knows names below localhost. */
function document(url) {
  return new Promise((resolve, reject) => {
    const { port, host, hostname } = new URL(url);
    const options = { host: hostname.endsWith('.localhost') ? '127.0.0.1' : hostname, port, path: '/openapi?format=json', headers: { Host: host, Accept: 'application/json' } };
    get(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`GET /openapi: ${answer.statusCode}`))));
    }).on('error', reject);
  });
}

const typeOf = (node) => (node.$ref ? node.$ref.split('/').pop() : node.type === 'array' ? `${typeOf(node.items)}[]` : node.type);
const live = Object.fromEntries(
  Object.entries((await document(base)).components.schemas)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, schema]) => [name, Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, node]) => [key, typeOf(node)]))]),
);
if (write === '--write') {
  writeFileSync(COPY, `${JSON.stringify(live, null, 2)}\n`);
  process.exit(0);
}
const differences = Object.entries(JSON.parse(readFileSync(COPY, 'utf8'))).flatMap(([name, properties]) =>
  Object.entries(properties)
    .filter(([key, type]) => live[name]?.[key] !== type)
    .map(([key, type]) => `${name}.${key}: the front end expects ${type}, the app says ${live[name]?.[key] ?? 'nothing'}`),
);
for (const difference of differences) console.error(difference);
console.log(`${differences.length} differences between the front end's API types and the running app`);
process.exit(differences.length === 0 ? 0 : 1);
