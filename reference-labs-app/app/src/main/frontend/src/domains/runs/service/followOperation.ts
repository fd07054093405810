import { ApiProblem } from '../../../api/problem';
import { isFinished, type Operation } from '../../../api/types';

/** Where an operation's progress comes from: the live stream first, the resource itself when that is not to be had. */
export interface OperationSource {
  operationEvents(id: string, signal: AbortSignal): AsyncIterable<Operation>;
  operation(id: string, signal?: AbortSignal): Promise<Operation>;
}

export type Via = 'stream' | 'polling';

export interface Pace {
  pollMillis: number;
  /** Polls between two tries to open the stream. */
  pollsPerStreamTry: number;
  /** Failed polls in a row after which the caller is told. */
  toleratedFailures: number;
}

const PACE: Pace = { pollMillis: 2_000, pollsPerStreamTry: 5, toleratedFailures: 5 };

/**
 * Reports every change of an operation until it is finished or `signal` aborts. Falls back to polling when the stream
 * cannot be opened, breaks or stays silent, and returns to the stream later. Rejects with the last problem when the
 * server cannot be reached for a while or refuses.
 */
export async function followOperation(
  source: OperationSource,
  id: string,
  report: (operation: Operation, via: Via) => void,
  signal: AbortSignal,
  pace: Pace = PACE,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const operation of source.operationEvents(id, signal)) {
        if (signal.aborted) return;
        failures = 0;
        report(operation, 'stream');
        if (isFinished(operation)) return;
      }
    } catch (error) {
      if (isRefusal(error)) throw error;
    }
    for (let poll = 0; poll < pace.pollsPerStreamTry && !signal.aborted; poll++) {
      try {
        const operation = await source.operation(id, signal);
        if (signal.aborted) return;
        failures = 0;
        report(operation, 'polling');
        if (isFinished(operation)) return;
      } catch (error) {
        if (signal.aborted) return;
        if (isRefusal(error) || ++failures > pace.toleratedFailures) throw ApiProblem.of(error);
      }
      await pause(pace.pollMillis, signal);
    }
  }
}

/** 401, 403, 404: asking again changes nothing. Not for a stream a proxy cannot pass on (other statuses). */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 401 || error.status === 403 || error.status === 404);
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  });
}
