import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/ApiContext';
import type { LabRun } from '../../../api/types';

/** Ends a run; like a start, one key per click and the same key on every further try. */
export function useEndLab(runId: string, onAccepted: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (key: string) => api.endLab(runId, key),
    onSuccess: (operation) => {
      queries.setQueryData(['operation', operation.id], operation);
      queries.setQueryData<LabRun>(['lab-runs', runId], (run) => run && { ...run, state: 'ending', operationId: operation.id });
      queries.removeQueries({ queryKey: ['access', runId] });
      void queries.invalidateQueries({ queryKey: ['lab-runs'] });
      onAccepted();
    },
  });
  return {
    end: () => mutation.mutate(crypto.randomUUID()),
    again: () => {
      if (mutation.variables) mutation.mutate(mutation.variables);
    },
    forget: mutation.reset,
    isPending: mutation.isPending,
    error: mutation.error,
  };
}
