import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/ApiContext';
import type { LabRun } from '../../../api/types';

const CHANGING_MILLIS = 10_000;
const RUNNING_MILLIS = 30_000;

export function useLabRuns() {
  const api = useApi();
  return useQuery({
    queryKey: ['lab-runs'],
    queryFn: ({ signal }) => api.labRuns(signal),
    refetchInterval: ({ state }) => (state.data?.some((run) => !isOver(run)) ? CHANGING_MILLIS : false),
  });
}

/** One run; refreshed now and then, so that the time left follows the server also after the computer slept. */
export function useLabRun(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['lab-runs', id],
    queryFn: ({ signal }) => api.labRun(id, signal),
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => {
      if (!state.data || isOver(state.data)) return false;
      return state.data.state === 'running' ? RUNNING_MILLIS : CHANGING_MILLIS;
    },
  });
}

function isOver(run: LabRun): boolean {
  return run.state === 'ended' || run.state === 'failed';
}
