import { SignOutIcon, SupportIcon } from '../components/icons';
import { Link, NavLink, Outlet } from 'react-router';
import { BrandMark } from '../domains/session/components/BrandMark';
import { useSession } from '../domains/session/hooks/useSession';
import { useSite } from '../domains/session/hooks/useSite';
import { messages } from '../messages';
import { Button } from '../toolkit';

/** Header with the tenant's brand, the main places, and the page. */
export function Shell() {
  const { brand, simulated } = useSite();
  const { session, state } = useSession();
  const userName = state.status === 'signed-in' ? state.userName : '';
  return (
    <div className="labs-shell">
      <a className="labs-skip" href="#content">
        {messages.app.skipToContent}
      </a>
      <header className="labs-header">
        <div className="labs-header-row">
          <Link className="labs-brand" to="/labs">
            <BrandMark />
          </Link>
          <nav className="labs-nav" aria-label={messages.app.mainNavigation}>
            <NavLink to="/labs">{messages.app.catalogue}</NavLink>
            <NavLink to="/lab-runs">{messages.app.myLabs}</NavLink>
          </nav>
          <div className="labs-user">
            {brand.supportUrl && (
              <a className="labs-support" href={brand.supportUrl}>
                <SupportIcon /> <span>{messages.app.support}</span>
              </a>
            )}
            <span className="labs-user-name" title={messages.app.signedInAs(userName)}>
              <span className="labs-avatar" aria-hidden>
                {userName.charAt(0).toUpperCase()}
              </span>
              <span className="labs-sr-only">{messages.app.signedInAs(userName)}</span>
              <span aria-hidden className="labs-user-text">
                {userName}
              </span>
            </span>
            <Button
              variant="plain"
              aria-label={messages.app.signOut}
              title={messages.app.signOut}
              icon={<SignOutIcon />}
              onClick={() => void session.signOut()}
            />
          </div>
        </div>
      </header>
      <main id="content" className="labs-main">
        <Outlet />
      </main>
      {simulated && (
        <footer className="labs-footer">
          <p>{messages.app.simulated}</p>
        </footer>
      )}
    </div>
  );
}
