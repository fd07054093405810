import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeStream } from '../test/FakeBackend';
import { serverEvents, type ServerEvent } from './eventStream';

function bodyOf(stream: FakeStream): ReadableStream<Uint8Array> {
  return stream.response().body as ReadableStream<Uint8Array>;
}

async function all(stream: FakeStream): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(bodyOf(stream), 1_000)) events.push(event);
  return events;
}

describe('the event stream', () => {
  afterEach(() => void vi.useRealTimers());

  it('puts events together from any pieces, skips comments, joins data lines', async () => {
    const stream = new FakeStream();
    for (const piece of [': hello\n\nev', 'ent: operation\r', '\ndata: {"a"', ':1}\r\n\r\n', 'data: one\ndata: two\n\n', 'data: unfinished']) stream.text(piece);
    stream.end();
    expect(await all(stream)).toEqual([
      { event: 'operation', data: '{"a":1}' },
      { event: 'message', data: 'one\ntwo' },
    ]);
  });

  it('gives up on a connection that says nothing any more', async () => {
    vi.useFakeTimers();
    const next = serverEvents(bodyOf(new FakeStream()), 30_000).next();
    const refused = expect(next).rejects.toThrow('silent');
    await vi.advanceTimersByTimeAsync(30_001);
    await refused;
  });
});
