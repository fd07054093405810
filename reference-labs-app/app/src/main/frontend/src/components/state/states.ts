import { CancelledIcon, FailureIcon, PausedIcon, PendingIcon, ProgressIcon, QueueIcon, RenewIcon, RunningIcon, SuccessIcon, WaitingIcon } from '../icons';
import type { ComponentType } from 'react';
import type { Availability, LabRun, RunState, StepState } from '../../api/types';
import { messages } from '../../messages';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** How a state looks everywhere: words, picture and tone together, so that colour never stands alone. */
export interface StateLook {
  label: string;
  icon: ComponentType;
  tone: Tone;
}

export const runStates: Record<RunState, StateLook> = {
  starting: { label: messages.runState.starting, icon: ProgressIcon, tone: 'info' },
  running: { label: messages.runState.running, icon: RunningIcon, tone: 'success' },
  ending: { label: messages.runState.ending, icon: RenewIcon, tone: 'info' },
  ended: { label: messages.runState.ended, icon: SuccessIcon, tone: 'neutral' },
  failed: { label: messages.runState.failed, icon: FailureIcon, tone: 'danger' },
};

export const stepStates: Record<StepState, StateLook> = {
  pending: { label: messages.stepState.pending, icon: PendingIcon, tone: 'neutral' },
  running: { label: messages.stepState.running, icon: ProgressIcon, tone: 'info' },
  waiting: { label: messages.stepState.waiting, icon: WaitingIcon, tone: 'warning' },
  done: { label: messages.stepState.done, icon: SuccessIcon, tone: 'success' },
  failed: { label: messages.stepState.failed, icon: FailureIcon, tone: 'danger' },
};

export function availabilityLook(availability: Availability): StateLook {
  switch (availability.state) {
    case 'ready':
      return { label: messages.availability.ready, icon: SuccessIcon, tone: 'success' };
    case 'queue':
      return { label: messages.availability.queue(availability.queued ?? 0), icon: QueueIcon, tone: 'warning' };
    case 'warming':
      return { label: messages.availability.warming, icon: WaitingIcon, tone: 'info' };
  }
}

const endReasons: Record<string, StateLook> = {
  completed: { label: messages.endReason.learner, icon: SuccessIcon, tone: 'neutral' },
  expired: { label: messages.endReason.expired, icon: WaitingIcon, tone: 'neutral' },
  cancelled: { label: messages.endReason.cancelled, icon: CancelledIcon, tone: 'neutral' },
  terminated: { label: messages.endReason.operator, icon: PausedIcon, tone: 'neutral' },
  tenant_suspended: { label: messages.endReason.suspended, icon: PausedIcon, tone: 'neutral' },
  provision_failed: { label: messages.endReason.failed, icon: FailureIcon, tone: 'danger' },
  failed: { label: messages.endReason.broken, icon: FailureIcon, tone: 'danger' },
};
const otherReason: StateLook = { label: messages.endReason.other, icon: SuccessIcon, tone: 'neutral' };

/** Why a run is over; undefined while it is not. */
export function endReasonLook(run: Pick<LabRun, 'state' | 'endReason'>): StateLook | undefined {
  if (run.state !== 'ended' && run.state !== 'failed') return undefined;
  const code = run.endReason ?? (run.state === 'failed' ? 'provision_failed' : '');
  return endReasons[code.toLowerCase()] ?? otherReason;
}
