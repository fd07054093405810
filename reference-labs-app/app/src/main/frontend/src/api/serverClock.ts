/**
 * The server's time, carried on by this browser's monotonic clock. The computer's own date is never used, so a wrong
 * or changed clock cannot show a wrong time left.
 */
export class ServerClock {
  /** Above this difference an answer is not just slow: the monotonic clock stood still (sleep) or the server's jumped. */
  private static readonly JUMP_MILLIS = 3_000;
  private offset: number | undefined;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** Learns from one answer's server time. Answers arrive late, never early, so the largest offset is the best. */
  observe(serverTime: string): void {
    const millis = Date.parse(serverTime);
    if (Number.isNaN(millis)) return;
    const seen = millis - this.monotonic();
    if (this.offset === undefined || seen > this.offset || this.offset - seen > ServerClock.JUMP_MILLIS) {
      this.offset = seen;
    }
  }

  /** Milliseconds since the epoch by the server's clock; undefined before the first answer. */
  now(): number | undefined {
    return this.offset === undefined ? undefined : this.offset + this.monotonic();
  }
}
