import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../../api/ApiContext';
import type { LabRun, Operation } from '../../../api/types';
import { Markdown } from '../../../components/markdown/Markdown';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemAlert } from '../../../components/ProblemAlert';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { useServerNow } from '../../../components/useServerNow';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { Button, LinkButton, Notice } from '../../../toolkit';
import { useLab } from '../../catalogue/hooks/useLabs';
import { useStartLab } from '../../catalogue/hooks/useStartLab';
import { useOperation } from '../hooks/useOperation';
import { StepList, stepTitle } from './StepList';

/** A lab on its way: steps, place in the queue, and what to do when it fails. */
export function StartingView({ run }: { run: LabRun }) {
  const api = useApi();
  const { operation, via, error, retry } = useOperation(run.operationId);
  const now = useServerNow(api.clock);
  const cancelling = useMutation({ mutationFn: () => api.cancelOperation(run.operationId) });
  const text = messages.starting;

  if (!operation) {
    return <div className="labs-page">{error ? <ProblemPanel error={error} onRetry={retry} headingLevel="h1" /> : <WaitingPage />}</div>;
  }
  const underWay = operation.status === 'running' || operation.status === 'succeeded';
  return (
    <div className="labs-page">
      <div className="labs-lab-head">
        <p className="labs-eyebrow">{run.labTitle}</p>
        <PageTitle tab={text.page(run.labTitle)}>
          {underWay ? text.heading : operation.status === 'cancelled' ? text.cancelled : text.failed}
        </PageTitle>
        {underWay && <p className="labs-lead">{text.lead}</p>}
      </div>
      <div className="labs-split labs-split-narrow">
        <section className="labs-panel" aria-label={text.steps} aria-busy={operation.status === 'running'}>
          <Outcome operation={operation} labId={run.labId} />
          {underWay && operation.queueRank ? (
            <div role="status" className="labs-queue">
              <span className="labs-queue-rank">{operation.queueRank}</span>
              <span>
                <strong>{text.queued}</strong>
                <span>{text.rank(operation.queueRank)}</span>
              </span>
            </div>
          ) : null}
          <StepList operation={operation} now={now} />
          <p className="labs-sr-only" role="status">
            {underWay && spoken(operation)}
          </p>
          {error && <ProblemAlert error={error} title={messages.problem.title} onRetry={retry} />}
          {!error && operation.status === 'running' && via === 'polling' && <p className="labs-small labs-muted">{text.polling}</p>}
          {operation.status === 'running' && (
            <div className="labs-actions">
              <Button
                variant="secondary"
                isDisabled={cancelling.isPending || cancelling.isSuccess}
                isLoading={cancelling.isPending || cancelling.isSuccess}
                onClick={() => cancelling.mutate()}
              >
                {cancelling.isPending || cancelling.isSuccess ? text.cancelling : text.cancel}
              </Button>
              {cancelling.error && <ProblemAlert error={cancelling.error} title={messages.problem.title} />}
            </div>
          )}
        </section>
        {underWay && <Reading labId={run.labId} />}
      </div>
    </div>
  );
}

/** What happened and the way on, when the start did not succeed. */
function Outcome({ operation, labId }: { operation: Operation; labId: string }) {
  const starting = useStartLab();
  const text = messages.starting;
  if (operation.status !== 'failed' && operation.status !== 'cancelled') return null;
  const failed = operation.status === 'failed';
  const stoppedAt = operation.steps.find((step) => step.state === 'failed');
  return (
    <div className="labs-outcome">
      <Notice
        tone={failed ? 'danger' : 'info'}
        title={failed ? (stoppedAt ? text.failedAt(stepTitle(stoppedAt)) : text.failedBody) : text.cancelledBody}
      >
        {failed && operation.error && (
          <>
            <p>{operation.error.message}</p>
            <p className="labs-code">{messages.problem.code(operation.error.code)}</p>
          </>
        )}
      </Notice>
      {starting.error && <ProblemAlert error={starting.error} title={messages.lab.startFailed} onRetry={starting.again} />}
      <div className="labs-actions">
        <Button variant="primary" isLoading={starting.isPending} isDisabled={starting.isPending} onClick={() => starting.start(labId)}>
          {failed ? text.retry : text.startAgain}
        </Button>
        <LinkButton variant="link" to={`/labs/${encodeURIComponent(labId)}`}>
          {text.back}
        </LinkButton>
      </div>
    </div>
  );
}

function Reading({ labId }: { labId: string }) {
  const lab = useLab(labId);
  if (!lab.data?.guide) return null;
  return (
    <section className="labs-panel" aria-labelledby="reading-heading">
      <h2 className="labs-panel-title" id="reading-heading">
        {messages.starting.reading}
      </h2>
      <Markdown source={lab.data.guide} title={lab.data.title} level={3} />
    </section>
  );
}

function spoken(operation: Operation): string {
  if (operation.queueRank) return messages.starting.rank(operation.queueRank);
  const current = operation.steps.find((step) => step.state === 'running' || step.state === 'waiting');
  return current ? stepTitle(current) : '';
}
