import type { UserManager } from 'oidc-client-ts';
import type { TokenSource } from '../../../api/http';
import type { Site } from '../../../api/types';

export const SIGNED_IN_PATH = '/signed-in';
export const SIGNED_OUT_PATH = '/signed-out';

/** Says only *that* somebody was signed in in this tab, so that a reload can go through the issuer again by itself. */
const RESUME_FLAG = 'labs.resume';

export type SessionState =
  | { status: 'working' }
  | { status: 'signed-out'; reason?: 'expired' | 'left' | 'failed' }
  | { status: 'signed-in'; userName: string };

type Identity = Pick<
  UserManager,
  'signinRedirect' | 'signinRedirectCallback' | 'signinSilent' | 'signoutRedirect' | 'removeUser' | 'clearStaleState'
>;
type Claims = Record<string, unknown>;
interface SignedIn {
  access_token: string;
  refresh_token?: string;
  profile: Claims;
  state?: unknown;
}

/** The browser parts a session touches; replaced in tests. */
export interface Place {
  path(): string;
  /** Shows another path without loading a page. */
  replace(path: string): void;
  flags: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/**
 * The signed-in user of this tab. Tokens are held in memory only: not in the URL, not in any storage. Authorization
 * code with PKCE; renewal only through a refresh token, never through a hidden frame.
 */
export class Session implements TokenSource {
  private state: SessionState = { status: 'working' };
  private user: SignedIn | undefined;
  private renewal: Promise<boolean> | undefined;
  private started: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly identity: Promise<Identity> | Identity,
    private readonly place: Place,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): SessionState => this.state;

  /** Finishes a sign-in that is under way, or resumes after a reload. Runs once, however often it is called. */
  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  async signIn(returnTo: string): Promise<void> {
    this.become({ status: 'working' });
    try {
      await (await this.identity).signinRedirect({ state: { returnTo } });
    } catch {
      this.become({ status: 'signed-out', reason: 'failed' });
    }
  }

  async signOut(): Promise<void> {
    const identity = await this.identity;
    this.forget();
    this.become({ status: 'working' });
    try {
      // The user is removed first: otherwise the ID token would travel in the address of the sign-out page.
      await identity.removeUser();
      await identity.signoutRedirect();
    } catch {
      // An issuer without a sign-out page: this site has forgotten the user all the same.
      this.place.replace(SIGNED_OUT_PATH);
      this.become({ status: 'signed-out', reason: 'left' });
    }
  }

  current(): string | undefined {
    return this.user?.access_token;
  }

  renew(): Promise<boolean> {
    this.renewal ??= this.renewOnce().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  expired(): void {
    if (this.user === undefined) return;
    this.forget();
    this.become({ status: 'signed-out', reason: 'expired' });
  }

  private async begin(): Promise<void> {
    const path = this.place.path();
    if (path.startsWith(SIGNED_IN_PATH)) {
      await this.finishSignIn();
    } else if (path.startsWith(SIGNED_OUT_PATH)) {
      this.forget();
      this.become({ status: 'signed-out', reason: 'left' });
    } else if (this.place.flags.getItem(RESUME_FLAG) !== null) {
      // Removed before leaving: an issuer that sends us back with an error must not be asked again in a circle.
      this.place.flags.removeItem(RESUME_FLAG);
      await this.signIn(path);
    } else {
      this.become({ status: 'signed-out' });
    }
  }

  private async finishSignIn(): Promise<void> {
    try {
      const identity = await this.identity;
      const user = (await identity.signinRedirectCallback()) as unknown as SignedIn;
      this.place.replace(returnPath(user.state));
      this.admit(user);
      identity.clearStaleState().catch(() => undefined);
    } catch {
      this.place.replace('/');
      this.become({ status: 'signed-out', reason: 'failed' });
    }
  }

  private async renewOnce(): Promise<boolean> {
    if (this.user?.refresh_token === undefined) return false;
    try {
      const user = (await (await this.identity).signinSilent()) as unknown as SignedIn | null;
      if (user === null) return false;
      this.admit(user);
      return true;
    } catch {
      return false;
    }
  }

  private admit(user: SignedIn): void {
    this.user = user;
    this.place.flags.setItem(RESUME_FLAG, '1');
    this.become({ status: 'signed-in', userName: nameOf(user.profile) });
  }

  private forget(): void {
    this.user = undefined;
    this.place.flags.removeItem(RESUME_FLAG);
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** Loads the OpenID Connect client only when a site is known, with everything but the one-time state in memory. */
export async function identityOf(site: Site, origin: string): Promise<UserManager> {
  const { InMemoryWebStorage, UserManager, WebStorageStateStore } = await import('oidc-client-ts');
  return new UserManager({
    authority: site.signIn.issuer,
    client_id: site.signIn.clientId,
    scope: site.signIn.scope,
    redirect_uri: `${origin}${SIGNED_IN_PATH}`,
    post_logout_redirect_uri: `${origin}${SIGNED_OUT_PATH}`,
    response_type: 'code',
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });
}

function nameOf(claims: Claims): string {
  for (const claim of ['name', 'preferred_username', 'email', 'sub']) {
    const value = claims[claim];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

/** Only paths of this site: the state came back through the browser and is not trusted further than that. */
function returnPath(state: unknown): string {
  const path = typeof state === 'object' && state !== null ? (state as { returnTo?: unknown }).returnTo : undefined;
  const ours = typeof path === 'string' && /^\/(?![/\\])/.test(path);
  return ours && !path.startsWith(SIGNED_IN_PATH) && !path.startsWith(SIGNED_OUT_PATH) ? path : '/labs';
}
