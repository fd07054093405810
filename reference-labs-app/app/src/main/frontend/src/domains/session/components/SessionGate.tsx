import { useEffect, type ReactNode } from 'react';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { useSession } from '../hooks/useSession';
import { SignInPage } from '../pages/SignInPage';

/** Everything below is for signed-in people only. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { session, state } = useSession();
  useEffect(() => {
    void session.start();
  }, [session]);
  switch (state.status) {
    case 'signed-in':
      return children;
    case 'signed-out':
      return <SignInPage state={state} />;
    case 'working':
      return <WaitingPage label={messages.app.loading} />;
  }
}
