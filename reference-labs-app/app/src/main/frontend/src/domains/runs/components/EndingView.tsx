import { useApi } from '../../../api/ApiContext';
import type { LabRun } from '../../../api/types';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemAlert } from '../../../components/ProblemAlert';
import { useServerNow } from '../../../components/useServerNow';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { LinkButton } from '../../../toolkit';
import { useOperation } from '../hooks/useOperation';
import { StepList } from './StepList';

/** The clean-up after a lab: shown for those who want to see it, but it may be left. */
export function EndingView({ run }: { run: LabRun }) {
  const { operation, error, retry } = useOperation(run.operationId);
  const now = useServerNow(useApi().clock);
  const text = messages.end;
  return (
    <div className="labs-page labs-page-narrow">
      <div className="labs-lab-head">
        <p className="labs-eyebrow">{run.labTitle}</p>
        <PageTitle tab={run.labTitle}>{text.heading}</PageTitle>
        <p className="labs-lead">{text.lead}</p>
      </div>
      <section className="labs-panel" aria-label={messages.starting.steps} aria-busy="true">
        {operation && operation.steps.length > 0 ? <StepList operation={operation} now={now} /> : <WaitingPage label={text.heading} />}
        {operation?.error && <p className="labs-code">{messages.problem.code(operation.error.code)}</p>}
        {error && <ProblemAlert error={error} title={messages.problem.title} onRetry={retry} />}
        <div className="labs-actions">
          <LinkButton variant="secondary" to="/labs">
            {text.toCatalogue}
          </LinkButton>
        </div>
      </section>
    </div>
  );
}
