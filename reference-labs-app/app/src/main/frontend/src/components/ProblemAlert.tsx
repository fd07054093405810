import { ApiProblem } from '../api/problem';
import { messages } from '../messages';
import { Button, Notice } from '../toolkit';

/** A failed action, next to the button that caused it. */
export function ProblemAlert({ error, title, onRetry }: { error: unknown; title: string; onRetry?: () => void }) {
  const problem = ApiProblem.of(error);
  return (
    <Notice
      tone="danger"
      title={title}
      actions={
        onRetry && (
          <Button variant="link" isInline onClick={onRetry}>
            {messages.problem.retry}
          </Button>
        )
      }
    >
      <p>{problem.message}</p>
      <p className="labs-code">{messages.problem.code(problem.code)}</p>
    </Notice>
  );
}
