/** The JSON of the backend's REST API. Times are ISO-8601 in UTC. */

export interface Site {
  tenant: { slug: string; name: string };
  brand: Brand;
  signIn: { issuer: string; clientId: string; scope: string };
  /** true where the AWS accounts behind this site are simulated. */
  simulated: boolean;
}

export interface Brand {
  name: string;
  tagline?: string | null;
  logoUrl?: string | null;
  supportUrl?: string | null;
}

export interface Availability {
  state: 'ready' | 'queue' | 'warming';
  ready?: number;
  queued?: number;
}

export interface Lab {
  id: string;
  title: string;
  summary: string;
  level: string;
  minutes: number;
  topics: string[];
  availability: Availability;
  activeRunId?: string | null;
}

export interface LabDetail extends Lab {
  /** Markdown written by the tenant's authors; never rendered as HTML. */
  guide?: string | null;
}

export type OperationStatus = 'running' | 'succeeded' | 'failed' | 'cancelled';
export type StepState = 'pending' | 'running' | 'waiting' | 'done' | 'failed';

export interface OperationStep {
  name: string;
  title?: string | null;
  state: StepState;
  startedAt?: string | null;
  finishedAt?: string | null;
}

export interface Operation {
  id: string;
  kind: 'start-lab' | 'end-lab';
  labRunId: string;
  status: OperationStatus;
  /** Place in the queue, 1 = next; absent when not queued. */
  queueRank?: number | null;
  steps: OperationStep[];
  error?: { code: string; message: string } | null;
  serverTime: string;
}

export type RunState = 'starting' | 'running' | 'ending' | 'ended' | 'failed';

export interface LabRun {
  id: string;
  labId: string;
  labTitle: string;
  state: RunState;
  startedAt?: string | null;
  expiresAt?: string | null;
  endedAt?: string | null;
  endReason?: string | null;
  /** The latest operation of this run. */
  operationId: string;
  serverTime: string;
}

export interface LabAccess {
  accountId: string;
  region: string;
  roleName: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: string;
  consoleUrl: string;
}

export function isFinished(operation: Operation): boolean {
  return operation.status !== 'running';
}
