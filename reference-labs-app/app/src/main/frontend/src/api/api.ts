import { serverEvents } from './eventStream';
import type { Http } from './http';
import { ApiProblem } from './problem';
import type { ServerClock } from './serverClock';
import type { Lab, LabAccess, LabDetail, LabRun, Operation, Site } from './types';

/** The server promises an event at least every 10 s; three times that is a dead connection. */
const SILENCE_MILLIS = 30_000;

/** The backend's REST API, one method per request. Throws {@link ApiProblem}. */
export class Api {
  constructor(
    private readonly http: Http,
    readonly clock: ServerClock,
  ) {}

  site(signal?: AbortSignal): Promise<Site> {
    return this.http.json('/api/site', { signal });
  }

  async labs(signal?: AbortSignal): Promise<Lab[]> {
    return (await this.http.json<{ labs: Lab[] }>('/api/labs', { signal })).labs;
  }

  lab(id: string, signal?: AbortSignal): Promise<LabDetail> {
    return this.http.json(`/api/labs/${encodeURIComponent(id)}`, { signal });
  }

  /** @param key made once per click of the user; the same key never starts a second lab */
  async startLab(labId: string, key: string): Promise<Operation> {
    return this.timed(
      await this.http.json<Operation>('/api/lab-runs', { method: 'POST', body: { labId }, headers: { 'Idempotency-Key': key } }),
    );
  }

  async labRuns(signal?: AbortSignal): Promise<LabRun[]> {
    const { labRuns } = await this.http.json<{ labRuns: LabRun[] }>('/api/lab-runs', { signal });
    return labRuns.map((run) => this.timed(run));
  }

  async labRun(id: string, signal?: AbortSignal): Promise<LabRun> {
    return this.timed(await this.http.json<LabRun>(`/api/lab-runs/${encodeURIComponent(id)}`, { signal }));
  }

  access(runId: string, signal?: AbortSignal): Promise<LabAccess> {
    return this.http.json(`/api/lab-runs/${encodeURIComponent(runId)}/access`, { signal });
  }

  async endLab(runId: string, key: string): Promise<Operation> {
    const path = `/api/lab-runs/${encodeURIComponent(runId)}/end`;
    return this.timed(await this.http.json<Operation>(path, { method: 'POST', headers: { 'Idempotency-Key': key } }));
  }

  async operation(id: string, signal?: AbortSignal): Promise<Operation> {
    return this.timed(await this.http.json<Operation>(`/api/operations/${encodeURIComponent(id)}`, { signal }));
  }

  async cancelOperation(id: string): Promise<void> {
    await this.http.open(`/api/operations/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
  }

  /** Each change of an operation as the server reports it; ends when the server closes the stream. */
  async *operationEvents(id: string, signal: AbortSignal): AsyncGenerator<Operation> {
    const response = await this.http.open(`/api/operations/${encodeURIComponent(id)}/events`, {
      headers: { Accept: 'text/event-stream' },
      signal,
    });
    if (response.body === null || !(response.headers.get('Content-Type') ?? '').startsWith('text/event-stream')) {
      throw ApiProblem.unreadable(response.status);
    }
    for await (const { event, data } of serverEvents(response.body, SILENCE_MILLIS)) {
      if (event === 'operation') yield this.timed(JSON.parse(data) as Operation);
    }
  }

  private timed<T extends { serverTime?: string }>(answer: T): T {
    if (answer.serverTime) this.clock.observe(answer.serverTime);
    return answer;
  }
}
