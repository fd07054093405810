import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../../../api/ApiContext';
import { ApiProblem } from '../../../api/problem';
import { isFinished, type Operation } from '../../../api/types';
import { followOperation, type Via } from '../service/followOperation';

interface Progress {
  /** Which operation this is about: what is left from another one is not shown. */
  id: string;
  operation?: Operation;
  via?: Via;
  error?: ApiProblem;
}

/** Follows an operation live. When it finishes, runs and labs are fetched again. */
export function useOperation(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>({ id });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    const report = (operation: Operation, via: Via) => {
      setProgress({ id, operation, via });
      if (isFinished(operation)) {
        void queries.invalidateQueries({ queryKey: ['lab-runs'] });
        void queries.invalidateQueries({ queryKey: ['labs'] });
      }
    };
    followOperation(api, id, report, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) setProgress((known) => ({ ...(known.id === id ? known : { id }), error: ApiProblem.of(error) }));
    });
    return () => stop.abort();
  }, [api, id, attempt, queries]);

  const current = progress.id === id ? progress : undefined;
  return {
    operation: current?.operation ?? queries.getQueryData<Operation>(['operation', id]),
    via: current?.via,
    error: current?.error,
    retry: () => {
      setProgress((known) => ({ ...known, error: undefined }));
      setAttempt((count) => count + 1);
    },
  };
}
