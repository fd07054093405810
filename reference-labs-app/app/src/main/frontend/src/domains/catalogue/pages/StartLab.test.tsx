import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakeBackend, FakeStream, json, lab, labRun, noAnswer, operation, problem } from '../../../test/FakeBackend';
import { renderPage } from '../../../test/renderPage';

const START = 'POST /api/lab-runs';
const keys = (backend: FakeBackend) => backend.requests(START).map(({ headers }) => headers['Idempotency-Key']);

function backendWithLab() {
  return new FakeBackend()
    .on('GET /api/labs/s3', json(lab()))
    .on('GET /api/lab-runs/r1', json(labRun({ state: 'starting', startedAt: null, expiresAt: null })))
    .on('GET /api/operations/op1/events', new FakeStream().response);
}

describe('starting a lab', () => {
  it('goes to the run that was accepted', async () => {
    const backend = backendWithLab().on(START, json(operation(), 202));
    renderPage('/labs/s3', backend);
    await userEvent.click(await screen.findByRole('button', { name: 'Start lab' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Getting your lab ready' })).toBeVisible();
    expect(screen.getByTestId('where').textContent).toBe('/lab-runs/r1');
    expect(backend.requests(START)[0]?.body).toEqual({ labId: 's3' });
  });

  it('sends the same idempotency key when the answer is lost, and starts one lab', async () => {
    const backend = backendWithLab().on(START, noAnswer, () => problem(503, 'LH-TEN-503', 'later'), json(operation(), 202));
    renderPage('/labs/s3', backend);
    await userEvent.click(await screen.findByRole('button', { name: 'Start lab' }));
    await screen.findByRole('heading', { level: 1, name: 'Getting your lab ready' });
    expect(keys(backend)).toHaveLength(3);
    expect(new Set(keys(backend)).size).toBe(1);
    expect(keys(backend)[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps the key when the user presses Retry, and makes a new one for a new click', async () => {
    const backend = backendWithLab().on(START, () => problem(500, 'LH-LAB-500', 'The start could not be recorded.'));
    renderPage('/labs/s3', backend);
    await userEvent.click(await screen.findByRole('button', { name: 'Start lab' }));
    expect(await screen.findByText('The start could not be recorded.')).toBeVisible();
    expect(screen.getByText('Code LH-LAB-500')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await expect.poll(() => keys(backend).length).toBe(2);
    await userEvent.click(await screen.findByRole('button', { name: 'Start lab' }));
    await expect.poll(() => keys(backend).length).toBe(3);
    expect(keys(backend)[1]).toBe(keys(backend)[0]);
    expect(keys(backend)[2]).not.toBe(keys(backend)[0]);
  });

  it('offers the run that is already open instead of a second one', async () => {
    const backend = backendWithLab().on('GET /api/labs/s3', json(lab({ activeRunId: 'r1' })));
    renderPage('/labs/s3', backend);
    expect(await screen.findByRole('link', { name: 'Continue lab' })).toHaveAttribute('href', '/lab-runs/r1');
    expect(screen.queryByRole('button', { name: 'Start lab' })).toBeNull();
  });
});
