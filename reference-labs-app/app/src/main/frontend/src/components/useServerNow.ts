import { useEffect, useState } from 'react';
import type { ServerClock } from '../api/serverClock';

/** The server's time, read afresh every second; the tick only redraws, the value is never counted up. */
export function useServerNow(clock: ServerClock): number | undefined {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const read = () => setNow(clock.now());
    const timer = setInterval(read, 1_000);
    document.addEventListener('visibilitychange', read);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [clock]);
  return now;
}
