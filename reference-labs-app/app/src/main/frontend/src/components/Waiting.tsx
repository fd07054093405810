import { messages } from '../messages';
import { Skeleton, Spinner } from '../toolkit';

/** A whole page that is being fetched. */
export function WaitingPage({ label = messages.app.loading }: { label?: string }) {
  return (
    <div className="labs-waiting" role="status">
      <Spinner size="lg" aria-hidden />
      <span>{label}</span>
    </div>
  );
}

/** Stands where list entries will be. */
export function WaitingCards({ count = 6 }: { count?: number }) {
  return (
    <div role="status" aria-label={messages.app.loading}>
      <div className="labs-cards" aria-hidden>
        {Array.from({ length: count }, (_, index) => (
          <div className="labs-skeleton-card" key={index}>
            <Skeleton width="40%" />
            <Skeleton width="80%" fontSize="xl" />
            <Skeleton />
            <Skeleton width="60%" />
          </div>
        ))}
      </div>
    </div>
  );
}
