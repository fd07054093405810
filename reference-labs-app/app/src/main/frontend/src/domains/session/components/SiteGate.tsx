import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useApi } from '../../../api/ApiContext';
import { ApiProblem } from '../../../api/problem';
import type { Site } from '../../../api/types';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { EmptyState, EmptyStateBody } from '../../../toolkit';
import { SiteContext } from '../hooks/useSite';

/** Nothing is shown before it is known whose site this is. */
export function SiteGate({ onSite, children }: { onSite: (site: Site) => void; children: ReactNode }) {
  const api = useApi();
  const site = useQuery({ queryKey: ['site'], queryFn: ({ signal }) => api.site(signal), staleTime: Infinity });
  useEffect(() => {
    if (site.data) onSite(site.data);
  }, [site.data, onSite]);

  if (site.data) return <SiteContext value={site.data}>{children}</SiteContext>;
  if (site.isPending) return <WaitingPage />;
  if (ApiProblem.of(site.error).status === 404) {
    return (
      <main className="labs-page">
        <EmptyState titleText={messages.problem.unknownHost} headingLevel="h1">
          <EmptyStateBody>{messages.problem.unknownHostBody}</EmptyStateBody>
        </EmptyState>
      </main>
    );
  }
  return (
    <main className="labs-page">
      <ProblemPanel error={site.error} headingLevel="h1" onRetry={() => void site.refetch()} />
    </main>
  );
}
