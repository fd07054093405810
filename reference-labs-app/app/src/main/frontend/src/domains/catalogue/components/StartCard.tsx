import type { LabDetail } from '../../../api/types';
import { ProblemAlert } from '../../../components/ProblemAlert';
import { ApiProblem } from '../../../api/problem';
import { availabilityLook } from '../../../components/state/states';
import { StateLabel } from '../../../components/state/StateLabel';
import { messages } from '../../../messages';
import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  LinkButton,
} from '../../../toolkit';
import { useStartLab } from '../hooks/useStartLab';
import { levelText } from './LabCard';

/** What the learner agrees to, and the button that does it. */
export function StartCard({ lab }: { lab: LabDetail }) {
  const starting = useStartLab();
  const text = messages.lab;
  const runId = lab.activeRunId ?? (starting.error ? ApiProblem.of(starting.error).labRunId : undefined);
  const limits: [string, string][] = [
    [text.length, text.lengthValue(lab.minutes)],
    [text.level, levelText(lab.level)],
    [text.account, text.accountValue],
    [text.atOnce, text.atOnceValue],
  ];
  return (
    <section className="labs-side-card" aria-labelledby="start-heading">
      <div className="labs-side-head">
        <h2 id="start-heading">{text.before}</h2>
        <StateLabel look={availabilityLook(lab.availability)} />
      </div>
      <DescriptionList isCompact>
        {limits.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {!runId && lab.availability.state === 'queue' && <p className="labs-small labs-muted">{text.willQueue}</p>}
      {!runId && lab.availability.state === 'warming' && <p className="labs-small labs-muted">{text.willWarm}</p>}
      {starting.error && <ProblemAlert error={starting.error} title={text.startFailed} onRetry={starting.again} />}
      {runId ? (
        <LinkButton variant="primary" size="large" block to={`/lab-runs/${runId}`}>
          {text.continue}
        </LinkButton>
      ) : (
        <Button variant="primary" size="lg" isBlock isLoading={starting.isPending} isDisabled={starting.isPending} onClick={() => starting.start(lab.id)}>
          {starting.isPending ? text.starting : text.start}
        </Button>
      )}
    </section>
  );
}
