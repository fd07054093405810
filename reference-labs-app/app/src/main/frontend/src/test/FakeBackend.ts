import type { Fetch } from '../api/http';
import type { Lab, LabAccess, LabDetail, LabRun, Operation, Site } from '../api/types';

export interface Seen {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

type Answer = Response | Promise<Response> | (() => Response | Promise<Response>);

/** A server made of prepared answers, asked through the same `fetch` the browser would use. */
export class FakeBackend {
  readonly seen: Seen[] = [];
  private readonly answers = new Map<string, Answer[]>();

  /** Answers in the order given; the last one stays. */
  on(request: string, ...answers: Answer[]): this {
    this.answers.set(request, answers);
    return this;
  }

  requests(request: string): Seen[] {
    return this.seen.filter(({ method, path }) => `${method} ${path}` === request);
  }

  readonly fetch: Fetch = async (url, init) => {
    if (init?.signal?.aborted) throw new DOMException('aborted', 'AbortError');
    const method = init?.method ?? 'GET';
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    this.seen.push({ method, path: url, headers: (init?.headers ?? {}) as Record<string, string>, body });
    const answers = this.answers.get(`${method} ${url}`);
    if (!answers) return problem(404, 'LH-TEST-404', `no answer prepared for ${method} ${url}`);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const response = await (typeof answer === 'function' ? answer() : answer);
    return (response as Response).clone();
  };
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

export function problem(status: number, code: string, detail: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ status, code, detail, title: 'Refused' }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

/** A connection that breaks before an answer. */
export function noAnswer(): Promise<Response> {
  return Promise.reject(new TypeError('Failed to fetch'));
}

/** An event stream under the test's control. */
export class FakeStream {
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private readonly encoder = new TextEncoder();
  private readonly body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.controller = controller) });

  readonly response = (): Response => {
    const answer = new Response(this.body, { headers: { 'Content-Type': 'text/event-stream' } });
    // A stream cannot be read twice, so it must not be teed by the backend's copy.
    answer.clone = () => answer;
    return answer;
  };

  text(raw: string): void {
    this.controller.enqueue(this.encoder.encode(raw));
  }

  send(operation: Operation): void {
    this.text(`event: operation\ndata: ${JSON.stringify(operation)}\n\n`);
  }

  break(): void {
    this.controller.error(new TypeError('network error'));
  }

  end(): void {
    this.controller.close();
  }
}

export const NOW = '2026-11-23T10:00:00Z';

export function at(minutes: number): string {
  return new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
}

export const site: Site = {
  tenant: { slug: 'acme', name: 'Acme' },
  brand: { name: 'Acme Academy', tagline: 'Learn by doing' },
  signIn: { issuer: 'http://issuer.example/acme', clientId: 'labs-web', scope: 'openid' },
  simulated: true,
};

export function lab(over: Partial<LabDetail> = {}): LabDetail {
  const base: Lab = {
    id: 's3',
    title: 'Static site',
    summary: 'Put a page into a bucket.',
    level: 'beginner',
    minutes: 30,
    topics: ['S3'],
    availability: { state: 'ready', ready: 2 },
  };
  return { ...base, guide: '## Goal\n\nDo it.', ...over };
}

export function labRun(over: Partial<LabRun> = {}): LabRun {
  return {
    id: 'r1',
    labId: 's3',
    labTitle: 'Static site',
    state: 'running',
    startedAt: at(-10),
    expiresAt: at(50),
    operationId: 'op1',
    serverTime: NOW,
    ...over,
  };
}

export function operation(over: Partial<Operation> = {}): Operation {
  return {
    id: 'op1',
    kind: 'start-lab',
    labRunId: 'r1',
    status: 'running',
    steps: [
      { name: 'reserve-account', state: 'done', startedAt: at(-1), finishedAt: at(-0.9) },
      { name: 'apply-guardrails', state: 'running', startedAt: at(-0.5) },
      { name: 'ready', state: 'pending' },
    ],
    serverTime: NOW,
    ...over,
  };
}

export const access: LabAccess = {
  accountId: '412345678901',
  region: 'eu-central-1',
  roleName: 'Learner',
  accessKeyId: 'ASIATESTKEYID',
  secretAccessKey: "secret'with quote",
  sessionToken: 'session-token-value',
  expiresAt: at(60),
  consoleUrl: 'https://console.example/federation?SigninToken=one',
};
