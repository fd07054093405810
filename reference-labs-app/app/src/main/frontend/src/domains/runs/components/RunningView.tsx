import { useState } from 'react';
import { useApi } from '../../../api/ApiContext';
import type { LabRun } from '../../../api/types';
import { Markdown } from '../../../components/markdown/Markdown';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { runStates } from '../../../components/state/states';
import { StateLabel } from '../../../components/state/StateLabel';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { Button } from '../../../toolkit';
import { useLab } from '../../catalogue/hooks/useLabs';
import { AccessPanel } from './AccessPanel';
import { Countdown } from './Countdown';
import { EndDialog } from './EndDialog';

/** The lab itself: time left always in view, the guide, and the way into the account. */
export function RunningView({ run }: { run: LabRun }) {
  const api = useApi();
  const [ending, setEnding] = useState(false);
  return (
    <>
      <section className="labs-bar" aria-label={messages.running.bar}>
        <div className="labs-bar-inner">
          <div className="labs-bar-title">
            <PageTitle>{run.labTitle}</PageTitle>
            <StateLabel look={runStates.running} compact />
          </div>
          <div className="labs-bar-actions">
            {run.expiresAt && <Countdown expiresAt={run.expiresAt} clock={api.clock} />}
            <Button variant="secondary" isDanger onClick={() => setEnding(true)}>
              {messages.running.end}
            </Button>
          </div>
        </div>
      </section>
      <div className="labs-page">
        <div className="labs-split labs-split-side-first">
          <Guide labId={run.labId} />
          <AccessPanel runId={run.id} />
        </div>
      </div>
      {ending && <EndDialog run={run} onClose={() => setEnding(false)} />}
    </>
  );
}

function Guide({ labId }: { labId: string }) {
  const lab = useLab(labId);
  return (
    <section className="labs-panel" aria-label={messages.lab.guide}>
      {lab.isPending && <WaitingPage />}
      {lab.isError && !lab.data && <ProblemPanel error={lab.error} onRetry={() => void lab.refetch()} />}
      {lab.data && (lab.data.guide ? <Markdown source={lab.data.guide} title={lab.data.title} /> : <p className="labs-muted">{messages.lab.noGuide}</p>)}
    </section>
  );
}
