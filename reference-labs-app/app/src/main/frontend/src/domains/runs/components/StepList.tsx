import type { Operation, OperationStep } from '../../../api/types';
import { stepStates, type Tone } from '../../../components/state/states';
import { showElapsed } from '../../../components/times';
import { messages } from '../../../messages';
import { ProgressStep, ProgressStepper, Spinner } from '../../../toolkit';

const variants = { neutral: 'pending', info: 'info', success: 'success', warning: 'warning', danger: 'danger' } as const satisfies Record<
  Tone,
  string
>;

/** The steps of an operation as the server reports them, each with the time it took or is taking. */
export function StepList({ operation, now }: { operation: Operation; now: number | undefined }) {
  return (
    <ProgressStepper isVertical aria-label={messages.starting.steps} className="labs-steps">
      {operation.steps.map((step) => {
        const look = stepStates[step.state];
        const Icon = look.icon;
        return (
          <ProgressStep
            key={step.name}
            id={`step-${step.name}`}
            titleId={`step-${step.name}-title`}
            variant={variants[look.tone]}
            isCurrent={step.state === 'running' || step.state === 'waiting'}
            icon={step.state === 'running' ? <Spinner size="md" isInline aria-hidden /> : <Icon />}
            aria-label={messages.starting.stepState(stepTitle(step), look.label)}
            description={describe(step, look.label, now)}
            data-step={step.name}
            data-state={step.state}
          >
            {stepTitle(step)}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
}

export function stepTitle(step: OperationStep): string {
  return step.title || messages.step[step.name] || step.name;
}

function describe(step: OperationStep, state: string, now: number | undefined): string {
  const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
  if (!step.startedAt || end === undefined || step.state === 'pending') return state;
  return `${state} · ${showElapsed(end - Date.parse(step.startedAt))}`;
}
