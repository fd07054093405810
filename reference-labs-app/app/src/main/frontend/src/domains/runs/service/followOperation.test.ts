import { describe, expect, it } from 'vitest';
import { Api } from '../../../api/api';
import { Http } from '../../../api/http';
import { ServerClock } from '../../../api/serverClock';
import { FakeBackend, FakeStream, json, noAnswer, operation, problem } from '../../../test/FakeBackend';
import { followOperation, type Pace } from './followOperation';

const PACE: Pace = { pollMillis: 1, pollsPerStreamTry: 3, toleratedFailures: 2 };
const STREAM = 'GET /api/operations/op1/events';
const RESOURCE = 'GET /api/operations/op1';

function follow(backend: FakeBackend, signal = new AbortController().signal) {
  const tokens = { current: () => 'token', renew: () => Promise.resolve(false), expired: () => undefined };
  const api = new Api(new Http(backend.fetch, tokens), new ServerClock());
  const reports: string[] = [];
  const done = followOperation(api, 'op1', ({ status }, via) => void reports.push(`${status} by ${via}`), signal, PACE);
  return { done, reports };
}

const running = operation();
const succeeded = operation({ status: 'succeeded' });

describe('following an operation', () => {
  it('reports each change of the stream and stops at the end, without a single poll', async () => {
    const stream = new FakeStream();
    const backend = new FakeBackend().on(STREAM, stream.response);
    const { done, reports } = follow(backend);
    stream.send(running);
    stream.send(succeeded);
    await done;
    expect(reports).toEqual(['running by stream', 'succeeded by stream']);
    expect(backend.requests(RESOURCE)).toHaveLength(0);
    expect(backend.requests(STREAM)[0]?.headers).toMatchObject({ Authorization: 'Bearer token', Accept: 'text/event-stream' });
  });

  it('polls the resource when the stream cannot be opened', async () => {
    const backend = new FakeBackend().on(STREAM, problem(502, 'HTTP-502', 'no streams here')).on(RESOURCE, json(running), json(succeeded));
    const { done, reports } = follow(backend);
    await done;
    expect(reports).toEqual(['running by polling', 'succeeded by polling']);
  });

  it('polls when a proxy answers with something that is no event stream', async () => {
    const backend = new FakeBackend().on(STREAM, json({})).on(RESOURCE, json(succeeded));
    const { done, reports } = follow(backend);
    await done;
    expect(reports).toEqual(['succeeded by polling']);
  });

  it('polls when the stream breaks half way, and returns to the stream later', async () => {
    const broken = new FakeStream();
    const second = new FakeStream();
    const backend = new FakeBackend().on(STREAM, broken.response, second.response).on(RESOURCE, json(running));
    const { done, reports } = follow(backend);
    broken.send(running);
    await expect.poll(() => reports.length).toBe(1);
    broken.break();
    await expect.poll(() => backend.requests(STREAM).length).toBe(2);
    second.send(succeeded);
    await done;
    expect(reports).toEqual(['running by stream', 'running by polling', 'running by polling', 'running by polling', 'succeeded by stream']);
  });

  it('gives the problem to the caller after several failures in a row', async () => {
    const backend = new FakeBackend().on(STREAM, noAnswer).on(RESOURCE, noAnswer);
    await expect(follow(backend).done).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(backend.requests(RESOURCE)).toHaveLength(3);
  });

  it('does not ask again where it is refused', async () => {
    const backend = new FakeBackend().on(STREAM, problem(404, 'LH-LAB-404', 'not yours'));
    await expect(follow(backend).done).rejects.toMatchObject({ code: 'LH-LAB-404' });
    expect(backend.requests(RESOURCE)).toHaveLength(0);
  });

  it('stops asking when nobody looks any more', async () => {
    const stop = new AbortController();
    const backend = new FakeBackend().on(STREAM, noAnswer).on(RESOURCE, json(running));
    const { done, reports } = follow(backend, stop.signal);
    await expect.poll(() => reports.length).toBeGreaterThan(0);
    stop.abort();
    await done;
    const asked = backend.seen.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(backend.seen).toHaveLength(asked);
  });
});
