import { Component, type ReactNode } from 'react';
import { messages } from '../messages';
import { Button, EmptyState, EmptyStateBody, EmptyStateFooter } from '../toolkit';

/** A defect in one page must not leave an empty window. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="labs-page" role="alert">
        <EmptyState status="danger" titleText={messages.problem.title} headingLevel="h1">
          <EmptyStateBody>{messages.problem.crashed}</EmptyStateBody>
          <EmptyStateFooter>
            <Button onClick={() => window.location.reload()}>{messages.problem.reload}</Button>
          </EmptyStateFooter>
        </EmptyState>
      </main>
    );
  }
}
