import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { at, FakeBackend, json, labRun } from '../../../test/FakeBackend';
import { renderPage } from '../../../test/renderPage';

const RUNS = 'GET /api/lab-runs';

describe('my labs', () => {
  it('lists start, length, result and the reason a lab ended', async () => {
    const labRuns = [labRun(), labRun({ id: 'r2', labTitle: 'Tables', state: 'ended', startedAt: at(-200), endedAt: at(-110), endReason: 'expired' })];
    renderPage('/lab-runs', new FakeBackend().on(RUNS, json({ labRuns })));
    const row = (await screen.findByRole('link', { name: 'Tables' })).closest('tr') as HTMLElement;
    expect(within(row).getByText('1 h 30 min')).toBeVisible();
    expect(within(row).getByText('Ended')).toBeVisible();
    expect(within(row).getByText('Time was up')).toBeVisible();
    const running = screen.getByRole('link', { name: 'Static site' }).closest('tr') as HTMLElement;
    expect(within(running).getByText('Running')).toBeVisible();
  });

  it('says when there is none yet', async () => {
    renderPage('/lab-runs', new FakeBackend().on(RUNS, json({ labRuns: [] })));
    expect(await screen.findByText('You have not started a lab yet')).toBeVisible();
  });
});
