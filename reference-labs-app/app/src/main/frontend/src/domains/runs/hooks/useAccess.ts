import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/ApiContext';

/** The keys of one run: in memory while the panel is shown, forgotten with it, never fetched unasked. */
export function useAccess(runId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['access', runId],
    queryFn: ({ signal }) => api.access(runId, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
