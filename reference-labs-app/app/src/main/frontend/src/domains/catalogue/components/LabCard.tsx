import { ClockIcon, LevelIcon } from '../../../components/icons';
import { Link } from 'react-router';
import type { Lab } from '../../../api/types';
import { availabilityLook, runStates } from '../../../components/state/states';
import { StateLabel } from '../../../components/state/StateLabel';
import { messages } from '../../../messages';
import { Label, LinkButton } from '../../../toolkit';

export function LabCard({ lab }: { lab: Lab }) {
  const text = messages.catalogue;
  const own = Boolean(lab.activeRunId);
  return (
    <article className={own ? 'labs-card labs-card-own' : 'labs-card'}>
      <div className="labs-card-top">
        {own ? <StateLabel look={{ ...runStates.running, label: text.yours }} compact /> : <StateLabel look={availabilityLook(lab.availability)} compact />}
      </div>
      <h2 className="labs-card-title">
        <Link to={'/labs/' + encodeURIComponent(lab.id)}>{lab.title}</Link>
      </h2>
      <p className="labs-card-summary">{lab.summary}</p>
      {lab.topics.length > 0 && (
        <ul className="labs-topics" aria-label={messages.lab.topics}>
          {lab.topics.map((topic) => (
            <li key={topic}>
              <Label outline compact>
                {topic}
              </Label>
            </li>
          ))}
        </ul>
      )}
      <div className="labs-card-bottom">
        <span className="labs-meta">
          <LevelIcon /> {levelText(lab.level)}
        </span>
        <span className="labs-meta">
          <ClockIcon /> {text.minutes(lab.minutes)}
        </span>
        {own ? (
          <LinkButton variant="primary" size="small" to={'/lab-runs/' + lab.activeRunId} label={text.continueOf(lab.title)}>
            {text.continue}
          </LinkButton>
        ) : (
          <LinkButton variant="secondary" size="small" to={'/labs/' + encodeURIComponent(lab.id)} label={text.viewOf(lab.title)}>
            {text.view}
          </LinkButton>
        )}
      </div>
    </article>
  );
}

/** Levels are codes of the authors; shown with a capital first letter. */
export function levelText(level: string): string {
  return level.charAt(0).toUpperCase() + level.slice(1).toLowerCase();
}
