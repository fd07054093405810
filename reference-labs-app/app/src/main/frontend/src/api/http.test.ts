import { describe, expect, it, vi } from 'vitest';
import { FakeBackend, json, noAnswer, problem } from '../test/FakeBackend';
import { Http, type TokenSource } from './http';
import type { ApiProblem } from './problem';

class Tokens implements TokenSource {
  token: string | undefined = 'old';
  renewed: string | undefined;
  expired = vi.fn();
  current() {
    return this.token;
  }
  renew() {
    if (this.renewed) this.token = this.renewed;
    return Promise.resolve(this.renewed !== undefined);
  }
}

function refusal(promise: Promise<unknown>): Promise<ApiProblem> {
  return promise.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => error as ApiProblem,
  );
}

describe('requests', () => {
  it('carry the token in the header and never in the address', async () => {
    const backend = new FakeBackend().on('GET /api/labs', json({}));
    await new Http(backend.fetch, new Tokens()).json('/api/labs');
    expect(backend.seen[0]?.headers.Authorization).toBe('Bearer old');
    expect(backend.seen[0]?.path).not.toContain('old');
  });

  it('turn a problem document into code and detail', async () => {
    const backend = new FakeBackend().on('GET /x', problem(503, 'LH-TEN-007', 'The registry is down.', { 'Retry-After': '5' }));
    const found = await refusal(new Http(backend.fetch, new Tokens()).json('/x'));
    expect(found).toMatchObject({ status: 503, code: 'LH-TEN-007', message: 'The registry is down.', retryAfter: 5, isTransient: true });
  });

  it('survive an answer that is no problem document', async () => {
    const backend = new FakeBackend().on('GET /x', new Response('<html>Bad gateway</html>', { status: 502 }));
    expect(await refusal(new Http(backend.fetch, new Tokens()).json('/x'))).toMatchObject({ status: 502, code: 'HTTP-502' });
  });

  it('say so when the server cannot be reached', async () => {
    const backend = new FakeBackend().on('GET /x', noAnswer);
    expect(await refusal(new Http(backend.fetch, new Tokens()).json('/x'))).toMatchObject({ status: 0, code: 'UNREACHABLE', isTransient: true });
  });

  it('are sent again once with a renewed token', async () => {
    const tokens = new Tokens();
    tokens.renewed = 'new';
    const backend = new FakeBackend().on('GET /x', problem(401, 'LH-TEN-401', 'expired'), json({ ok: true }));
    expect(await new Http(backend.fetch, tokens).json('/x')).toEqual({ ok: true });
    expect(backend.seen.map(({ headers }) => headers.Authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(tokens.expired).not.toHaveBeenCalled();
  });

  it('end the session when the token cannot be renewed', async () => {
    const tokens = new Tokens();
    const backend = new FakeBackend().on('GET /x', problem(401, 'LH-TEN-401', 'expired'));
    expect(await refusal(new Http(backend.fetch, tokens).json('/x'))).toMatchObject({ status: 401 });
    expect(tokens.expired).toHaveBeenCalledOnce();
  });
});
