import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session, SessionState } from '../service/session';

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): { session: Session; state: SessionState } {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no SessionContext above this component');
  return { session, state: useSyncExternalStore(session.subscribe, session.snapshot) };
}
