import { ApiProblem, problemOf } from './problem';

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Where requests get their bearer token from; the token itself stays in memory. */
export interface TokenSource {
  current(): string | undefined;
  /** Tries to get a fresh token without the user; false when that is not possible. */
  renew(): Promise<boolean>;
  /** The server no longer accepts the token and it cannot be renewed. */
  expired(): void;
}

export interface RequestOptions {
  method?: 'GET' | 'POST';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Sends one request with the user's token; every refusal becomes an {@link ApiProblem}. */
export class Http {
  constructor(
    private readonly fetch: Fetch,
    private readonly tokens: TokenSource,
  ) {}

  async json<T>(path: string, options: RequestOptions = {}): Promise<T> {
    const response = await this.open(path, options);
    try {
      return (await response.json()) as T;
    } catch {
      throw ApiProblem.unreadable(response.status);
    }
  }

  /** The open response, body unread: also the start of an event stream. */
  async open(path: string, options: RequestOptions = {}): Promise<Response> {
    let response = await this.send(path, options);
    if (response.status === 401 && this.tokens.current() !== undefined) {
      if (await this.tokens.renew()) response = await this.send(path, options);
      if (response.status === 401) this.tokens.expired();
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  private async send(path: string, options: RequestOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
    const token = this.tokens.current();
    if (token !== undefined) headers.Authorization = `Bearer ${token}`;
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      return await this.fetch(path, {
        method: options.method ?? 'GET',
        headers,
        body: options.body === undefined ? null : JSON.stringify(options.body),
        signal: options.signal ?? null,
        credentials: 'omit',
        cache: 'no-store',
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw ApiProblem.unreachable();
    }
  }
}
