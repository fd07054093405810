import '@patternfly/react-core/dist/styles/base.css';
import './app/theme.css';
import './domains/session/session.css';
import './domains/catalogue/catalogue.css';
import './app/layout.css';
import './domains/runs/runs.css';
import './domains/runs/history.css';
import './components/markdown/markdown.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Api } from './api/api';
import { Http } from './api/http';
import { ServerClock } from './api/serverClock';
import type { Site } from './api/types';
import { App } from './app/App';
import { followColourScheme } from './app/colourScheme';
import { CrashGuard } from './app/CrashGuard';
import { queryClient } from './app/queryClient';
import { identityOf, Session } from './domains/session/service/session';

let siteKnown: (site: Site) => void = () => undefined;
const identity = new Promise<Site>((resolve) => {
  siteKnown = resolve;
}).then((site) => identityOf(site, window.location.origin));

const queries = queryClient();
const session = new Session(identity, {
  path: () => window.location.pathname + window.location.search,
  replace: (path) => {
    window.history.replaceState(null, '', path);
    // The router above the session learns of it the way it learns of the Back button.
    window.dispatchEvent(new PopStateEvent('popstate'));
  },
  flags: window.sessionStorage,
});
const api = new Api(new Http((url, init) => window.fetch(url, init), session), new ServerClock());

// What one user has loaded is not for the next one on the same screen.
session.subscribe(() => {
  if (session.snapshot().status === 'signed-out') queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'site' });
});

followColourScheme();

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
createRoot(root).render(
  <StrictMode>
    <CrashGuard>
      <BrowserRouter>
        <App api={api} session={session} queries={queries} onSite={siteKnown} />
      </BrowserRouter>
    </CrashGuard>
  </StrictMode>,
);
