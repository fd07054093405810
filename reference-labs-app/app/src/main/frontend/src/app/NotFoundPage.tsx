import { Link } from 'react-router';
import { PageTitle } from '../components/PageTitle';
import { messages } from '../messages';

export function NotFoundPage() {
  return (
    <div className="labs-page">
      <PageTitle>{messages.problem.notFound}</PageTitle>
      <p>{messages.problem.notFoundBody}</p>
      <p>
        <Link to="/labs">{messages.problem.toCatalogue}</Link>
      </p>
    </div>
  );
}
