import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakeBackend, json, lab, problem } from '../../../test/FakeBackend';
import { renderPage } from '../../../test/renderPage';

const LABS = 'GET /api/labs';

describe('the catalogue', () => {
  it('shows level, minutes and availability, and Continue only for the own run', async () => {
    const labs = [lab(), lab({ id: 'ddb', title: 'Tables', availability: { state: 'queue', queued: 4 } }), lab({ id: 'iam', title: 'Policies', activeRunId: 'r9' })];
    renderPage('/labs', new FakeBackend().on(LABS, json({ labs })));
    expect(await screen.findByText('Ready now')).toBeVisible();
    expect(screen.getByText('Queue: 4 waiting')).toBeVisible();
    expect(screen.getAllByText('30 min')).toHaveLength(3);
    expect(screen.getByRole('link', { name: 'Continue Policies' })).toHaveAttribute('href', '/lab-runs/r9');
    expect(screen.queryByRole('link', { name: 'Continue Tables' })).toBeNull();
  });

  it('finds labs by any of their words and says when there is none', async () => {
    const labs = [lab(), lab({ id: 'ddb', title: 'Tables', summary: 'Keys.', topics: ['DynamoDB'] })];
    renderPage('/labs', new FakeBackend().on(LABS, json({ labs })));
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Search labs' }), 'dynamo beginner');
    expect(await screen.findByText('1 of 2 labs')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Tables' })).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox'), ' zebra');
    expect(await screen.findByText('No lab matches your search')).toBeVisible();
  });

  it('says that it is loading, that there is nothing, and what went wrong', async () => {
    const backend = new FakeBackend().on(LABS, problem(500, 'LH-LAB-001', 'The catalogue is closed.'), json({ labs: [] }));
    renderPage('/labs', backend);
    expect(screen.getByRole('status', { name: 'Loading…' })).toBeInTheDocument();
    expect(await screen.findByText('The catalogue is closed.')).toBeVisible();
    expect(screen.getByText('Code LH-LAB-001')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('No labs yet')).toBeVisible();
  });
});
