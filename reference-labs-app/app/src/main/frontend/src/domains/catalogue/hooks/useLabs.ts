import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/ApiContext';

const REFRESH_MILLIS = 20_000;

/** The tenant's labs; refreshed while shown, because availability changes with what others do. */
export function useLabs() {
  const api = useApi();
  return useQuery({ queryKey: ['labs'], queryFn: ({ signal }) => api.labs(signal), refetchInterval: REFRESH_MILLIS });
}

export function useLab(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['labs', id], queryFn: ({ signal }) => api.lab(id, signal), refetchInterval: REFRESH_MILLIS });
}
