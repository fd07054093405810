import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from '../../../api/serverClock';
import { at, NOW } from '../../../test/FakeBackend';
import { Countdown } from './Countdown';

describe('the countdown', () => {
  let ticks = 0;
  let clock: ServerClock;

  beforeEach(() => {
    // The browser's own date is years off; only the server's time may count.
    vi.useFakeTimers({ now: new Date('1999-01-01T00:00:00Z'), toFake: ['setInterval', 'clearInterval', 'Date'] });
    ticks = 0;
    clock = new ServerClock(() => ticks);
    clock.observe(NOW);
  });
  afterEach(() => void vi.useRealTimers());

  function pass(minutes: number) {
    ticks += minutes * 60_000;
    act(() => void vi.advanceTimersByTime(1_000));
  }
  const tone = () => screen.getByRole('timer').parentElement?.className;
  const spoken = () => screen.getByTestId('spoken').textContent;

  it('shows the time left by the server, not by this computer', () => {
    render(<Countdown expiresAt={at(61)} clock={clock} />);
    expect(screen.getByRole('timer').textContent).toContain('1:01:00');
    pass(2);
    expect(screen.getByRole('timer').textContent).toContain('59:00');
  });

  it('turns orange at ten minutes and red at two, and speaks only then', () => {
    render(<Countdown expiresAt={at(12)} clock={clock} />);
    expect(tone()).toContain('labs-tone-neutral');
    pass(1.9);
    expect(tone()).toContain('labs-tone-neutral');
    expect(spoken()).toBe('');
    pass(0.1);
    expect(tone()).toContain('labs-tone-warning');
    expect(spoken()).toBe('10 minutes left in this lab.');
    pass(5);
    expect(spoken()).toBe('10 minutes left in this lab.');
    pass(3);
    expect(tone()).toContain('labs-tone-danger');
    expect(spoken()).toBe('2 minutes left in this lab.');
    pass(2);
    expect(screen.getByRole('timer').textContent).toContain('00:00');
    expect(spoken()).toBe('Time is up. The lab is ending.');
  });

  it('stays quiet when it is opened between two thresholds', () => {
    render(<Countdown expiresAt={at(5)} clock={clock} />);
    expect(tone()).toContain('labs-tone-warning');
    expect(spoken()).toBe('');
  });

  it('follows the server when it corrects the time', () => {
    render(<Countdown expiresAt={at(30)} clock={clock} />);
    clock.observe(at(29));
    pass(0);
    expect(screen.getByRole('timer').textContent).toContain('01:00');
    expect(tone()).toContain('labs-tone-danger');
  });
});
