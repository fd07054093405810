import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useApi } from '../../../api/ApiContext';
import { ApiProblem } from '../../../api/problem';

interface Start {
  labId: string;
  key: string;
}

/**
 * Starts a lab and goes to its run. `start` is one click: it makes the idempotency key. Automatic tries and `again`
 * send the same key, so a lost answer never starts a second lab.
 */
export function useStartLab() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mutation = useMutation({
    mutationFn: ({ labId, key }: Start) => api.startLab(labId, key),
    onError: (error) => {
      // Refused because of what is already there: show what that is.
      if (ApiProblem.of(error).status === 409) void queries.invalidateQueries({ queryKey: ['labs'] });
    },
    onSuccess: async (operation) => {
      queries.setQueryData(['operation', operation.id], operation);
      void queries.invalidateQueries({ queryKey: ['labs'] });
      void queries.invalidateQueries({ queryKey: ['lab-runs'] });
      await navigate(`/lab-runs/${operation.labRunId}`);
    },
  });
  return {
    start: (labId: string) => mutation.mutate({ labId, key: crypto.randomUUID() }),
    again: () => {
      if (mutation.variables) mutation.mutate(mutation.variables);
    },
    isPending: mutation.isPending,
    error: mutation.error,
  };
}
