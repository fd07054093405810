import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { Navigate, Route, Routes } from 'react-router';
import type { Api } from '../api/api';
import { ApiContext } from '../api/ApiContext';
import type { Site } from '../api/types';
import { WaitingPage } from '../components/Waiting';
import { CataloguePage } from '../domains/catalogue/pages/CataloguePage';
import { LabPage } from '../domains/catalogue/pages/LabPage';
import { MyLabsPage } from '../domains/runs/pages/MyLabsPage';
import { RunPage } from '../domains/runs/pages/RunPage';
import { SessionGate } from '../domains/session/components/SessionGate';
import { SiteGate } from '../domains/session/components/SiteGate';
import { SessionContext } from '../domains/session/hooks/useSession';
import type { Session } from '../domains/session/service/session';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';

interface Props {
  api: Api;
  session: Session;
  queries: QueryClient;
  onSite: (site: Site) => void;
}

export function App({ api, session, queries, onSite }: Props) {
  return (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <SessionContext value={session}>
          <SiteGate onSite={onSite}>
            <SessionGate>
              <Routes>
                <Route element={<Shell />}>
                  <Route path="/labs" element={<CataloguePage />} />
                  <Route path="/labs/:labId" element={<LabPage />} />
                  <Route path="/lab-runs" element={<MyLabsPage />} />
                  <Route path="/lab-runs/:runId" element={<RunPage />} />
                  <Route path="/" element={<Navigate to="/labs" replace />} />
                  {/* Left by the session itself, for the page the user wanted; here only until the router has noticed. */}
                  <Route path="/signed-in" element={<WaitingPage />} />
                  <Route path="/signed-out" element={<Navigate to="/labs" replace />} />
                  <Route path="*" element={<NotFoundPage />} />
                </Route>
              </Routes>
            </SessionGate>
          </SiteGate>
        </SessionContext>
      </ApiContext>
    </QueryClientProvider>
  );
}
