import { Link, useParams } from 'react-router';
import { Markdown } from '../../../components/markdown/Markdown';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { WaitingPage } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { Breadcrumb, BreadcrumbItem, Label } from '../../../toolkit';
import { StartCard } from '../components/StartCard';
import { useLab } from '../hooks/useLabs';

export function LabPage() {
  const { labId = '' } = useParams();
  const query = useLab(labId);
  const lab = query.data;
  if (!lab) {
    return (
      <div className="labs-page">
        {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} headingLevel="h1" /> : <WaitingPage />}
      </div>
    );
  }
  return (
    <div className="labs-page">
      <Breadcrumb aria-label={messages.lab.breadcrumb}>
        <BreadcrumbItem render={({ className }) => <Link className={className} to="/labs">{messages.app.catalogue}</Link>} />
        <BreadcrumbItem isActive>{lab.title}</BreadcrumbItem>
      </Breadcrumb>
      <div className="labs-lab-head">
        <PageTitle>{lab.title}</PageTitle>
        <p className="labs-lead">{lab.summary}</p>
        <ul className="labs-topics" aria-label={messages.lab.topics}>
          {lab.topics.map((topic) => (
            <li key={topic}>
              <Label outline compact>
                {topic}
              </Label>
            </li>
          ))}
        </ul>
      </div>
      <div className="labs-split labs-split-side-first">
        <section className="labs-panel" aria-label={messages.lab.guide}>
          {lab.guide ? <Markdown source={lab.guide} title={lab.title} /> : <p className="labs-muted">{messages.lab.noGuide}</p>}
        </section>
        <StartCard lab={lab} />
      </div>
    </div>
  );
}
