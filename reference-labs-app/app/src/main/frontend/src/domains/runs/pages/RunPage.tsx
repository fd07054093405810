import { useParams } from 'react-router';
import type { LabRun } from '../../../api/types';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { WaitingPage } from '../../../components/Waiting';
import { EndedView } from '../components/EndedView';
import { EndingView } from '../components/EndingView';
import { RunningView } from '../components/RunningView';
import { StartingView } from '../components/StartingView';
import { useLabRun } from '../hooks/useLabRuns';

/** One address for the whole life of a run: what it shows follows the run's state. */
export function RunPage() {
  const { runId = '' } = useParams();
  const run = useLabRun(runId);
  if (run.data) return <RunView key={run.data.id} run={run.data} />;
  return (
    <div className="labs-page">
      {run.isError ? <ProblemPanel error={run.error} headingLevel="h1" onRetry={() => void run.refetch()} /> : <WaitingPage />}
    </div>
  );
}

function RunView({ run }: { run: LabRun }) {
  switch (run.state) {
    case 'starting':
    case 'failed':
      return <StartingView run={run} />;
    case 'running':
      return <RunningView run={run} />;
    case 'ending':
      return <EndingView run={run} />;
    case 'ended':
      return <EndedView run={run} />;
  }
}
