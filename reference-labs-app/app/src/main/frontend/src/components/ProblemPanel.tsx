import { FailureIcon } from './icons';
import { ApiProblem } from '../api/problem';
import { messages } from '../messages';
import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '../toolkit';

interface Props {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  headingLevel?: 'h1' | 'h2' | 'h3';
}

/** What every failed load shows: what happened, the code for support, and a way to try again. */
export function ProblemPanel({ error, title = messages.problem.title, onRetry, headingLevel = 'h2' }: Props) {
  const problem = ApiProblem.of(error);
  return (
    <div role="alert">
      <EmptyState status="danger" icon={FailureIcon} titleText={title} headingLevel={headingLevel}>
        <EmptyStateBody>
          <p>{problem.message}</p>
          {problem.retryAfter !== undefined && <p>{messages.problem.retryAfter(problem.retryAfter)}</p>}
          <p className="labs-code">{messages.problem.code(problem.code)}</p>
        </EmptyStateBody>
        {onRetry && (
          <EmptyStateFooter>
            <EmptyStateActions>
              <Button variant="primary" onClick={onRetry}>
                {messages.problem.retry}
              </Button>
            </EmptyStateActions>
          </EmptyStateFooter>
        )}
      </EmptyState>
    </div>
  );
}
