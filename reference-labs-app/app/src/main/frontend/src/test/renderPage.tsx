import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { Api } from '../api/api';
import { ApiContext } from '../api/ApiContext';
import { Http, type TokenSource } from '../api/http';
import { ServerClock } from '../api/serverClock';
import { queryClient } from '../app/queryClient';
import { CataloguePage } from '../domains/catalogue/pages/CataloguePage';
import { LabPage } from '../domains/catalogue/pages/LabPage';
import { MyLabsPage } from '../domains/runs/pages/MyLabsPage';
import { RunPage } from '../domains/runs/pages/RunPage';
import { SiteContext } from '../domains/session/hooks/useSite';
import { site, type FakeBackend } from './FakeBackend';

const signedIn: TokenSource = { current: () => 'token', renew: () => Promise.resolve(false), expired: () => undefined };

/** The real pages and data layer on a fake server. */
export function renderPage(path: string, backend: FakeBackend, monotonic?: () => number) {
  const api = new Api(new Http(backend.fetch, signedIn), new ServerClock(monotonic));
  return render(
    <QueryClientProvider client={queryClient(1)}>
      <ApiContext value={api}>
        <SiteContext value={site}>
          <MemoryRouter initialEntries={[path]}>
            <Routes>
              <Route path="/labs" element={<CataloguePage />} />
              <Route path="/labs/:labId" element={<LabPage />} />
              <Route path="/lab-runs" element={<MyLabsPage />} />
              <Route path="/lab-runs/:runId" element={<RunPage />} />
            </Routes>
            <Where />
          </MemoryRouter>
        </SiteContext>
      </ApiContext>
    </QueryClientProvider>,
  );
}

function Where() {
  return <output data-testid="where">{useLocation().pathname}</output>;
}
