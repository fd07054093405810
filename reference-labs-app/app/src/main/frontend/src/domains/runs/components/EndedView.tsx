import type { LabRun } from '../../../api/types';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemAlert } from '../../../components/ProblemAlert';
import { endReasonLook } from '../../../components/state/states';
import { StateLabel } from '../../../components/state/StateLabel';
import { showDateTime, showLength } from '../../../components/times';
import { messages } from '../../../messages';
import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  LinkButton,
} from '../../../toolkit';
import { useStartLab } from '../../catalogue/hooks/useStartLab';

/** What is left of a lab: when, how long, and why it is over. */
export function EndedView({ run }: { run: LabRun }) {
  const starting = useStartLab();
  const reason = endReasonLook(run);
  const text = messages.end;
  const neverRan = !run.startedAt;
  return (
    <div className="labs-page labs-page-narrow">
      <div className="labs-lab-head">
        <p className="labs-eyebrow">{run.labTitle}</p>
        <PageTitle tab={run.labTitle}>{neverRan ? messages.starting.cancelled : text.ended}</PageTitle>
        <p className="labs-lead">{neverRan ? messages.starting.cancelledBody : text.endedBody}</p>
      </div>
      <section className="labs-panel" aria-label={run.labTitle}>
        <DescriptionList isHorizontal>
          <DescriptionListGroup>
            <DescriptionListTerm>{text.started}</DescriptionListTerm>
            <DescriptionListDescription>{showDateTime(run.startedAt)}</DescriptionListDescription>
          </DescriptionListGroup>
          <DescriptionListGroup>
            <DescriptionListTerm>{text.length}</DescriptionListTerm>
            <DescriptionListDescription>{showLength(run.startedAt, run.endedAt)}</DescriptionListDescription>
          </DescriptionListGroup>
          {reason && (
            <DescriptionListGroup>
              <DescriptionListTerm>{text.reason}</DescriptionListTerm>
              <DescriptionListDescription>
                <StateLabel look={reason} />
              </DescriptionListDescription>
            </DescriptionListGroup>
          )}
        </DescriptionList>
        {starting.error && <ProblemAlert error={starting.error} title={messages.lab.startFailed} onRetry={starting.again} />}
        <div className="labs-actions">
          <LinkButton variant="primary" to="/labs">
            {text.toCatalogue}
          </LinkButton>
          <Button variant="secondary" isLoading={starting.isPending} isDisabled={starting.isPending} onClick={() => starting.start(run.labId)}>
            {text.startAgain}
          </Button>
          <LinkButton variant="link" to="/lab-runs">
            {text.toMyLabs}
          </LinkButton>
        </div>
      </section>
    </div>
  );
}
