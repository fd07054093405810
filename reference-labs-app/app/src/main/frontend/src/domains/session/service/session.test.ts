import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Session, type Place } from './session';

const user = { access_token: 'secret-token', id_token: 'secret-id', profile: { name: 'Ada' }, state: { returnTo: '/labs/s3' } };

function identity() {
  return {
    signinRedirect: vi.fn().mockResolvedValue(undefined),
    signinRedirectCallback: vi.fn().mockResolvedValue(user),
    signinSilent: vi.fn().mockResolvedValue({ ...user, access_token: 'renewed-token' }),
    signoutRedirect: vi.fn().mockResolvedValue(undefined),
    removeUser: vi.fn().mockResolvedValue(undefined),
    clearStaleState: vi.fn().mockResolvedValue(undefined),
  };
}

describe('the session', () => {
  let provider: ReturnType<typeof identity>;
  let path = '/';
  const place: Place = { path: () => path, replace: (next) => void (path = next), flags: window.sessionStorage };
  const session = () => new Session(provider as never, place);

  beforeEach(() => {
    provider = identity();
    path = '/';
  });

  it('waits for the user when nobody was signed in', async () => {
    const fresh = session();
    await fresh.start();
    expect(fresh.snapshot()).toEqual({ status: 'signed-out' });
    expect(provider.signinRedirect).not.toHaveBeenCalled();
  });

  it('finishes a sign-in once, returns to the page, and keeps the tokens out of the address and the storage', async () => {
    path = '/signed-in?code=abc&state=xyz';
    const fresh = session();
    await Promise.all([fresh.start(), fresh.start()]);
    expect(provider.signinRedirectCallback).toHaveBeenCalledOnce();
    expect(fresh.snapshot()).toEqual({ status: 'signed-in', userName: 'Ada' });
    expect(fresh.current()).toBe('secret-token');
    expect(path).toBe('/labs/s3');
    expect(JSON.stringify({ ...window.sessionStorage })).not.toContain('secret');
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/signed-in?code=again', 42, undefined])(
    'goes to the catalogue instead of %s',
    async (returnTo) => {
      path = '/signed-in?code=abc';
      provider.signinRedirectCallback.mockResolvedValue({ ...user, state: { returnTo } });
      await session().start();
      expect(path).toBe('/labs');
    },
  );

  it('goes through the issuer again after a reload, but not in a circle', async () => {
    path = '/signed-in?code=abc';
    await session().start();
    path = '/lab-runs/r1';
    await session().start();
    expect(provider.signinRedirect).toHaveBeenCalledWith({ state: { returnTo: '/lab-runs/r1' } });
    provider.signinRedirectCallback.mockRejectedValue(new Error('access_denied'));
    path = '/signed-in?error=access_denied';
    const refused = session();
    await refused.start();
    expect(refused.snapshot()).toEqual({ status: 'signed-out', reason: 'failed' });
    await session().start();
    expect(provider.signinRedirect).toHaveBeenCalledOnce();
  });

  it('renews only with a refresh token, and once for many requests', async () => {
    path = '/signed-in?code=abc';
    const without = session();
    await without.start();
    expect(await without.renew()).toBe(false);
    expect(provider.signinSilent).not.toHaveBeenCalled();
    provider.signinRedirectCallback.mockResolvedValue({ ...user, refresh_token: 'refresh' });
    path = '/signed-in?code=abc';
    const withToken = session();
    await withToken.start();
    expect(await Promise.all([withToken.renew(), withToken.renew()])).toEqual([true, true]);
    expect(provider.signinSilent).toHaveBeenCalledOnce();
    expect(withToken.current()).toBe('renewed-token');
  });

  it('forgets the user before leaving, so that no token travels in the sign-out address', async () => {
    path = '/signed-in?code=abc';
    const leaving = session();
    await leaving.start();
    await leaving.signOut();
    expect(provider.removeUser.mock.invocationCallOrder[0]).toBeLessThan(provider.signoutRedirect.mock.invocationCallOrder[0] as number);
    expect(leaving.current()).toBeUndefined();
    path = '/labs';
    const next = session();
    await next.start();
    expect(next.snapshot()).toEqual({ status: 'signed-out' });
  });
});
