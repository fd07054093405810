import { ClockIcon } from '../../../components/icons';
import { useState } from 'react';
import type { ServerClock } from '../../../api/serverClock';
import type { Tone } from '../../../components/state/states';
import { showCountdown, showTime } from '../../../components/times';
import { useServerNow } from '../../../components/useServerNow';
import { messages } from '../../../messages';

const MINUTE = 60_000;
/** Minutes left at which the tone changes and the time is spoken. */
const THRESHOLDS = [10, 2] as const;

/** Time left by the server's clock. */
export function Countdown({ expiresAt, clock }: { expiresAt: string; clock: ServerClock }) {
  const end = Date.parse(expiresAt);
  const now = useServerNow(clock);
  const left = now === undefined ? undefined : end - now;
  const [leftAtFirst] = useState(left);
  if (left === undefined) return null;
  const text = messages.running;
  return (
    <div className={'labs-countdown labs-tone-' + countdownTone(left)}>
      <ClockIcon />
      <div role="timer" aria-live="off" aria-label={text.timeLeft}>
        <span className="labs-countdown-label">{left > 0 ? text.timeLeft : text.timeIsUp}</span>
        <time className="labs-countdown-time" dateTime={expiresAt} title={text.endsAt(showTime(expiresAt))}>
          {showCountdown(left)}
        </time>
      </div>
      <span className="labs-sr-only" role="status" data-testid="spoken">
        {spoken(left, leftAtFirst ?? left)}
      </span>
    </div>
  );
}

export function countdownTone(left: number): Tone {
  if (left <= THRESHOLDS[1] * MINUTE) return 'danger';
  return left <= THRESHOLDS[0] * MINUTE ? 'warning' : 'neutral';
}

/** Changes only when a threshold is crossed while the page is shown, so a screen reader speaks only then. */
function spoken(left: number, leftAtFirst: number): string {
  if (left <= 0) return messages.running.spokenEnd;
  const crossed = THRESHOLDS.filter((minutes) => left <= minutes * MINUTE && leftAtFirst > minutes * MINUTE);
  const last = crossed.at(-1);
  return last === undefined ? '' : messages.running.spoken(last);
}
