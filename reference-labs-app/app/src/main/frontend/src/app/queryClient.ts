import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem';

/** Reads are tried again only where that can help; the user sees every other refusal at once. */
export function queryClient(retryDelay = 1_000): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: mayHelp, retryDelay },
      mutations: { retry: mayHelp, retryDelay },
    },
  });
}

function mayHelp(failures: number, error: Error): boolean {
  const problem = ApiProblem.of(error);
  return failures < 2 && problem.isTransient && (problem.retryAfter ?? 0) <= 2;
}
