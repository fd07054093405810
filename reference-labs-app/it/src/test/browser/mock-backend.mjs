// Stands in for the application while screens are looked at: the real build, the real policy, invented data.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILD = join(dirname(fileURLToPath(import.meta.url)), '../../../../app/target/frontend');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Three brands as the server would derive them: strong blue-green, dark red, and a yellow that needs dark text. */
export const BRANDS = {
  acme: { name: 'Acme Academy', tagline: 'Learn the cloud by doing it', colour: '#0b6e63', dark: '#084f47', line: '#0b6e63', night: '#6fd0c4', on: '#ffffff', radius: '10px', logo: true },
  globex: { name: 'Globex Labs', tagline: 'Hands-on training for every engineer', colour: '#8a1538', dark: '#640f28', line: '#8a1538', night: '#f0a3b8', on: '#ffffff', radius: '2px', logo: false },
  sunny: { name: 'Sunny Skills', tagline: 'Bright ideas, safe sandboxes', colour: '#ffd400', dark: '#e6bf00', line: '#7a6500', night: '#ffd400', on: '#151515', radius: '18px', logo: true },
};

const GUIDE = `## What you will build

In this lab you put a **static site** into object storage and read it back with the command line. It takes about 30 minutes.

1. Create a bucket whose name starts with your account id
2. Upload the sample page
3. Read it back, then delete it

> Keep an eye on the time: when the lab ends, everything in the account is deleted.

### Create the bucket

\`\`\`bash
export BUCKET="site-$(aws sts get-caller-identity --query Account --output text)"
aws s3 mb "s3://$BUCKET"
aws s3 cp index.html "s3://$BUCKET/index.html" --content-type text/html
\`\`\`

Check with \`aws s3 ls\` that the file is there. More in the [user guide](https://docs.aws.amazon.com/s3/).

| Part | Name | Region |
|---|---|---|
| Bucket | \`site-<account>\` | eu-central-1 |
| Object | index.html | eu-central-1 |

### Questions

- [x] What does a bucket name have to be?
- [ ] Who can read the object now?

<script>alert('never run')</script>
`;

const lab = (id, title, summary, level, minutes, topics, availability, activeRunId) => ({ id, title, summary, level, minutes, topics, availability, activeRunId });
const LABS = [
  lab('s3-static-site', 'Publish a static site from S3', 'Create a bucket, upload a page, and learn who can read it and why.', 'beginner', 30, ['S3', 'IAM'], { state: 'ready', ready: 3, queued: 0 }),
  lab('dynamodb-basics', 'First steps with DynamoDB', 'Design a table, write items, and query them with a key condition.', 'beginner', 45, ['DynamoDB'], { state: 'warming', ready: 0, queued: 0 }),
  lab('least-privilege', 'Least privilege in practice', 'Start with an administrator role and take away rights until only the task is left.', 'advanced', 60, ['IAM', 'STS', 'Organizations'], { state: 'queue', ready: 0, queued: 4 }),
  lab('event-driven', 'An event-driven image pipeline', 'Connect object storage and functions so that every upload gets a thumbnail.', 'intermediate', 90, ['S3', 'Lambda', 'EventBridge'], { state: 'ready', ready: 1, queued: 0 }),
  lab('cost-detective', 'Cost detective', 'Find out what an account really spends, and set an alarm before it hurts.', 'intermediate', 40, ['Budgets', 'Cost Explorer'], { state: 'ready', ready: 2, queued: 0 }),
];
const STEPS = ['reserve-account', 'apply-guardrails', 'create-access', 'deploy-content', 'ready'];
const ACCESS = {
  accountId: '412345678901', region: 'eu-central-1', roleName: 'LabLearner',
  accessKeyId: 'ASIAEXAMPLEEXAMPLE12', secretAccessKey: 'wJalrXUtnFEMIexampleK7MDENGbPxRfiCYEXAMPLEKEY', sessionToken: `IQoJb3JpZ2luX2VjE${'exampleTOKENexample'.repeat(18)}==`,
  consoleUrl: 'https://signin.example.com/federation?Action=login',
};

/** Starts it for one brand; `state` may be changed between page loads. */
export async function startMock(slug) {
  const brand = BRANDS[slug];
  const state = { labs: LABS, labsStatus: 200, runs: {}, runList: [], operations: {}, streams: true, accessStatus: 200, startStatus: 202, requests: [], delay: 0 };
  const issuer = await listen((request, response) => answerIssuer(request, response, () => issuer.origin));
  const app = await listen((request, response) => answerApp(request, response, { slug, brand, state, issuer: issuer.origin }));
  return {
    origin: app.origin.replace('127.0.0.1', `${slug}.localhost`),
    hosts: [app.origin, issuer.origin, app.origin.replace('127.0.0.1', `${slug}.localhost`)].map((origin) => new URL(origin).host),
    state,
    ACCESS,
    close: () => Promise.all([app.close(), issuer.close()]),
  };
}

export function operation(id, labRunId, states, extra = {}) {
  const now = Date.now();
  let begin = now - 1000 * states.filter((entry) => entry !== 'pending').length * 7;
  const steps = STEPS.map((name, index) => {
    const stepState = states[index] ?? 'pending';
    const startedAt = stepState === 'pending' ? null : new Date(begin).toISOString();
    if (stepState !== 'pending') begin += 6_500;
    return { name, title: null, state: stepState, startedAt, finishedAt: stepState === 'done' || stepState === 'failed' ? new Date(begin).toISOString() : null };
  });
  return { id, kind: 'start-lab', labRunId, status: 'running', steps, serverTime: new Date(now).toISOString(), ...extra };
}

export function run(id, runState, extra = {}) {
  const now = Date.now();
  return {
    id, labId: 's3-static-site', labTitle: 'Publish a static site from S3', state: runState, operationId: `op-${id}`,
    startedAt: new Date(now - 12 * 60_000).toISOString(), expiresAt: new Date(now + 48 * 60_000).toISOString(), serverTime: new Date(now).toISOString(), ...extra,
  };
}

async function listen(handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}

function problem(response, status, code, detail) {
  json(response, status, { type: 'about:blank', status, title: 'Refused', code, detail });
}

function answerIssuer(request, response, origin) {
  const url = new URL(request.url, origin());
  const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
  if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
  const issuer = `${origin()}/acme`;
  if (url.pathname.endsWith('/.well-known/openid-configuration')) {
    return json(response, 200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, end_session_endpoint: `${issuer}/endsession` }, cors);
  }
  if (url.pathname.endsWith('/authorize')) {
    const back = new URL(url.searchParams.get('redirect_uri'));
    back.searchParams.set('code', 'one-time-code');
    back.searchParams.set('state', url.searchParams.get('state'));
    return response.writeHead(302, { Location: back.href }).end();
  }
  if (url.pathname.endsWith('/token')) {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: 'labs-web', sub: 'ada@acme', name: 'Ada Lovelace', iat: now, exp: now + 3600 };
    return json(response, 200, { token_type: 'Bearer', access_token: 'access-token', id_token: `${part({ alg: 'none' })}.${part(claims)}.x`, expires_in: 3600 }, cors);
  }
  if (url.pathname.endsWith('/endsession')) return response.writeHead(302, { Location: url.searchParams.get('post_logout_redirect_uri') }).end();
  response.writeHead(404, cors).end();
}

function answerApp(request, response, site) {
  const url = new URL(request.url, 'http://localhost');
  const { state } = site;
  state.requests.push({ method: request.method, path: url.pathname, search: url.search, key: request.headers['idempotency-key'] });
  if (url.pathname.startsWith('/api/')) return void setTimeout(() => answerApi(request, response, url.pathname, site), state.delay);
  if (url.pathname === '/branding.css') return response.writeHead(200, { 'Content-Type': 'text/css' }).end(stylesheet(site.brand));
  if (url.pathname === '/branding/logo.svg') return response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(logo(site.brand));
  const file = join(BUILD, normalize(url.pathname));
  if (extname(url.pathname) !== '' && existsSync(file)) {
    return response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  }
  if (extname(url.pathname) !== '') return response.writeHead(404).end();
  const page = readFileSync(join(BUILD, 'index.html'), 'utf8')
    .replace('%LABS_TITLE%', site.brand.name).replace('%LABS_STYLESHEET%', '/branding.css').replace('%LABS_ICON%', 'data:,').replace('%LABS_LANG%', 'en');
  response.writeHead(200, {
    'Content-Type': TYPES['.html'],
    'Content-Security-Policy': `default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ${site.issuer}; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'`,
  }).end(page);
}

function answerApi(request, response, path, { slug, brand, state, issuer }) {
  if (path === '/api/site') {
    return json(response, 200, {
      tenant: { slug, name: brand.name }, brand: { name: brand.name, tagline: brand.tagline, logoUrl: brand.logo ? '/branding/logo.svg' : null, supportUrl: '/support' },
      signIn: { issuer: `${issuer}/acme`, clientId: 'labs-web', scope: 'openid profile' }, simulated: true,
    });
  }
  if (request.headers.authorization !== 'Bearer access-token') return problem(response, 401, 'LH-TEN-401', 'Sign in first.');
  const [, , kind, id, part] = path.split('/');
  if (kind === 'labs' && state.labsStatus !== 200) return problem(response, state.labsStatus, 'LH-LAB-503', 'The catalogue is not available at the moment.');
  if (kind === 'labs' && !id) return json(response, 200, { labs: state.labs });
  if (kind === 'labs') {
    const found = state.labs.find((entry) => entry.id === id);
    return found ? json(response, 200, { ...found, guide: GUIDE }) : problem(response, 404, 'LH-LAB-404', 'There is no such lab.');
  }
  if (kind === 'lab-runs' && request.method === 'POST' && !id) {
    if (state.startStatus !== 202) return problem(response, state.startStatus, 'LH-LAB-409', 'The limit of labs at the same time is reached.');
    return json(response, 202, state.operations['op-r1']);
  }
  if (kind === 'lab-runs' && !id) return json(response, 200, { labRuns: state.runList });
  if (kind === 'lab-runs' && part === 'access') {
    if (state.accessStatus !== 200) return problem(response, state.accessStatus, 'LH-PRV-409', 'Access cannot be given at the moment.');
    return json(response, 200, { ...ACCESS, expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  }
  if (kind === 'lab-runs' && part === 'end') return json(response, 202, state.operations[`op-${id}-end`]);
  if (kind === 'lab-runs') return state.runs[id] ? json(response, 200, { ...state.runs[id], serverTime: new Date().toISOString() }) : problem(response, 404, 'LH-LAB-404', 'There is no such lab run.');
  if (kind === 'operations' && part === 'events') {
    if (!state.streams) return response.writeHead(502).end();
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(`event: operation\ndata: ${JSON.stringify(state.operations[id])}\n\n`);
    if (state.operations[id].status !== 'running') response.end();
    return;
  }
  if (kind === 'operations' && part === 'cancel') return json(response, 202, {});
  if (kind === 'operations') return json(response, 200, state.operations[id]);
  problem(response, 404, 'LH-LAB-404', 'There is nothing here.');
}

function stylesheet({ colour, dark, line, night, on, radius }) {
  return `:root:root {
  --pf-t--global--color--brand--default: ${colour}; --pf-t--global--color--brand--hover: ${dark}; --pf-t--global--color--brand--clicked: ${dark};
  --pf-t--global--text--color--on-brand--default: ${on}; --pf-t--global--text--color--on-brand--hover: ${on}; --pf-t--global--text--color--on-brand--clicked: ${on};
  --pf-t--global--icon--color--on-brand--default: ${on}; --pf-t--global--icon--color--brand--default: ${line};
  --pf-t--global--text--color--brand--default: ${line}; --pf-t--global--text--color--brand--hover: ${line};
  --pf-t--global--text--color--link--default: ${line}; --pf-t--global--text--color--link--hover: ${line};
  --pf-t--global--border--color--brand--default: ${line}; --pf-t--global--border--color--clicked: ${line};
  --pf-t--global--border--radius--small: calc(${radius} * 0.6); --pf-t--global--border--radius--medium: ${radius}; --pf-t--global--border--radius--large: calc(${radius} * 1.4);
}
:root:root.pf-v6-theme-dark {
  --pf-t--global--text--color--brand--default: ${night}; --pf-t--global--text--color--brand--hover: ${night};
  --pf-t--global--text--color--link--default: ${night}; --pf-t--global--text--color--link--hover: ${night};
  --pf-t--global--icon--color--brand--default: ${night};
  --pf-t--global--border--color--brand--default: ${night}; --pf-t--global--border--color--clicked: ${night};
}`;
}

function logo({ name, line, colour, on }) {
  const [first, second] = name.split(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 172 40"><rect width="40" height="40" rx="10" fill="${colour}"/><path d="M11 28 20 11l9 17z" fill="none" stroke="${on}" stroke-width="4" stroke-linejoin="round"/><text x="50" y="19" font-family="sans-serif" font-size="16" font-weight="700" fill="#151515">${first}</text><text x="50" y="35" font-family="sans-serif" font-size="13" fill="${line}">${second}</text></svg>`;
}
