import { ClearIcon, EmptyIcon, SearchIcon } from '../../../components/icons';
import { useDeferredValue, useState } from 'react';
import type { Lab } from '../../../api/types';
import { PageTitle } from '../../../components/PageTitle';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { WaitingCards } from '../../../components/Waiting';
import { messages } from '../../../messages';
import { Button, EmptyState, EmptyStateBody, EmptyStateFooter, TextInputGroup, TextInputGroupMain, TextInputGroupUtilities } from '../../../toolkit';
import { useSite } from '../../session/hooks/useSite';
import { LabCard } from '../components/LabCard';
import { useLabs } from '../hooks/useLabs';

export function CataloguePage() {
  const labs = useLabs();
  const { brand } = useSite();
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search);
  const text = messages.catalogue;
  const shown = labs.data?.filter((lab) => matches(lab, words)) ?? [];
  return (
    <>
      <div className="labs-hero">
        <div className="labs-hero-inner">
          {brand.tagline && <p className="labs-hero-tagline">{brand.tagline}</p>}
          <PageTitle tab={text.page}>{text.heading}</PageTitle>
          <div className="labs-search" role="search">
            <TextInputGroup>
              <TextInputGroupMain
                icon={<SearchIcon />}
                value={search}
                placeholder={text.searchHint}
                aria-label={text.searchLabel}
                type="search"
                onChange={(_event, value) => setSearch(value)}
              />
              {search !== '' && (
                <TextInputGroupUtilities>
                  <Button variant="plain" aria-label={text.clearSearch} icon={<ClearIcon />} onClick={() => setSearch('')} />
                </TextInputGroupUtilities>
              )}
            </TextInputGroup>
          </div>
        </div>
      </div>
      <div className="labs-page">
        {labs.isPending && <WaitingCards />}
        {labs.isError && !labs.data && <ProblemPanel error={labs.error} onRetry={() => void labs.refetch()} />}
        {labs.data && (
          <>
            <p className="labs-count" role="status">
              {labs.data.length > 0 && text.count(shown.length, labs.data.length)}
            </p>
            {labs.data.length === 0 && (
              <EmptyState titleText={text.empty} headingLevel="h2" icon={EmptyIcon}>
                <EmptyStateBody>{text.emptyBody}</EmptyStateBody>
              </EmptyState>
            )}
            {labs.data.length > 0 && shown.length === 0 && (
              <EmptyState titleText={text.nothingFound} headingLevel="h2" icon={SearchIcon}>
                <EmptyStateBody>{text.nothingFoundBody}</EmptyStateBody>
                <EmptyStateFooter>
                  <Button variant="link" onClick={() => setSearch('')}>
                    {text.clearSearch}
                  </Button>
                </EmptyStateFooter>
              </EmptyState>
            )}
            <ul className="labs-cards" aria-label={text.list}>
              {shown.map((lab) => (
                <li key={lab.id}>
                  <LabCard lab={lab} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}

/** Every word typed must be somewhere in the lab's own words. */
function matches(lab: Lab, search: string): boolean {
  const haystack = [lab.title, lab.summary, lab.level, ...lab.topics].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
