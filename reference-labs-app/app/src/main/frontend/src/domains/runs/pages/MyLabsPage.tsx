import { EmptyIcon } from '../../../components/icons';
import { Link } from 'react-router';
import type { LabRun } from '../../../api/types';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { endReasonLook, runStates } from '../../../components/state/states';
import { StateLabel } from '../../../components/state/StateLabel';
import { showDateTime, showLength } from '../../../components/times';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { EmptyState, EmptyStateBody, EmptyStateFooter, LinkButton } from '../../../toolkit';
import { useLabRuns } from '../hooks/useLabRuns';

export function MyLabsPage() {
  const runs = useLabRuns();
  const text = messages.myLabs;
  return (
    <div className="labs-page">
      <div className="labs-lab-head">
        <PageTitle tab={text.page}>{text.heading}</PageTitle>
      </div>
      {runs.isPending && <WaitingPage />}
      {runs.isError && !runs.data && <ProblemPanel error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data?.length === 0 && (
        <EmptyState titleText={text.empty} headingLevel="h2" icon={EmptyIcon}>
          <EmptyStateBody>{text.emptyBody}</EmptyStateBody>
          <EmptyStateFooter>
            <LinkButton variant="primary" to="/labs">
              {messages.problem.toCatalogue}
            </LinkButton>
          </EmptyStateFooter>
        </EmptyState>
      )}
      {runs.data && runs.data.length > 0 && <RunTable runs={runs.data} />}
    </div>
  );
}

function RunTable({ runs }: { runs: LabRun[] }) {
  const text = messages.myLabs;
  return (
    <div className="labs-panel labs-panel-flush">
      <table className="labs-table">
        <caption className="labs-sr-only">{text.heading}</caption>
        <thead>
          <tr>
            <th scope="col">{text.lab}</th>
            <th scope="col">{text.start}</th>
            <th scope="col">{text.length}</th>
            <th scope="col">{text.result}</th>
            <th scope="col">{text.reason}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <Link to={'/lab-runs/' + run.id}>{run.labTitle}</Link>
              </th>
              <td data-label={text.start}>{showDateTime(run.startedAt)}</td>
              <td data-label={text.length}>{showLength(run.startedAt, run.endedAt)}</td>
              <td data-label={text.result}>
                <StateLabel look={runStates[run.state]} compact />
              </td>
              <td data-label={text.reason}>{endReasonLook(run)?.label ?? text.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
