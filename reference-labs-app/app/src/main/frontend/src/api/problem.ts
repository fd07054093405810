import { messages } from '../messages';

/** A failed call: the server's problem document (RFC 9457), or the reason why there is none. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** HTTP status, 0 when no answer arrived. */
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds the server asks to wait. */
    readonly retryAfter?: number,
    /** Set when the refusal is about a run that already exists. */
    readonly labRunId?: string,
  ) {
    super(message);
  }

  /** The same request may succeed unchanged a little later. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  static unreachable(): ApiProblem {
    return new ApiProblem(0, 'UNREACHABLE', messages.problem.network);
  }

  static unreadable(status: number): ApiProblem {
    return new ApiProblem(status, 'UNREADABLE', messages.problem.unreadable);
  }

  static of(error: unknown): ApiProblem {
    return error instanceof ApiProblem ? error : ApiProblem.unreachable();
  }
}

/** Reads the problem document of a refused request; survives bodies that are none. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  let document: Record<string, unknown> = {};
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null) document = body as Record<string, unknown>;
  } catch {
    // A proxy's HTML page or an empty body: the status has to do.
  }
  const text = (key: string): string | undefined => {
    const value = document[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiProblem(
    response.status,
    text('code') ?? `HTTP-${response.status}`,
    text('detail') ?? text('title') ?? messages.problem.title,
    Number.isNaN(retryAfter) ? undefined : retryAfter,
    text('labRunId'),
  );
}
