import { describe, expect, it } from 'vitest';
import { ServerClock } from './serverClock';

describe('the server clock', () => {
  it('knows nothing before the first answer', () => {
    expect(new ServerClock(() => 5).now()).toBeUndefined();
  });

  it('carries the server time on with the monotonic clock, whatever the date of this computer', () => {
    let ticks = 1_000;
    const clock = new ServerClock(() => ticks);
    clock.observe('2031-01-01T00:00:00Z');
    ticks += 90_000;
    expect(clock.now()).toBe(Date.parse('2031-01-01T00:01:30Z'));
  });

  it('trusts the answer that was fastest, not the one that was late', () => {
    let ticks = 0;
    const clock = new ServerClock(() => ticks);
    clock.observe('2026-01-01T00:00:00.000Z');
    ticks = 10_800;
    clock.observe('2026-01-01T00:00:10.000Z');
    expect(clock.now()).toBe(Date.parse('2026-01-01T00:00:10.800Z'));
  });

  it('follows the server again after this computer slept', () => {
    let ticks = 0;
    const clock = new ServerClock(() => ticks);
    clock.observe('2026-01-01T00:00:00Z');
    ticks = 1_000;
    clock.observe('2026-01-01T00:30:00Z');
    expect(clock.now()).toBe(Date.parse('2026-01-01T00:30:00Z'));
  });

  it('follows the server when it is set back', () => {
    const clock = new ServerClock(() => 0);
    clock.observe('2026-01-01T01:00:00Z');
    clock.observe('2026-01-01T00:00:00Z');
    expect(clock.now()).toBe(Date.parse('2026-01-01T00:00:00Z'));
  });
});
