import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { access, at, FakeBackend, FakeStream, json, lab, labRun, noAnswer, operation, problem } from '../../../test/FakeBackend';
import { renderPage } from '../../../test/renderPage';

const RUN = 'GET /api/lab-runs/r1';
const ACCESS = 'GET /api/lab-runs/r1/access';
const END = 'POST /api/lab-runs/r1/end';
const STREAM = 'GET /api/operations/op1/events';

function backend(run = labRun()) {
  return new FakeBackend()
    .on(RUN, json(run))
    .on(ACCESS, json(access))
    .on('GET /api/labs/s3', json(lab()));
}
const starting = labRun({ state: 'starting', startedAt: null, expiresAt: null });
const secrets = [access.accessKeyId, access.secretAccessKey, access.sessionToken, 'SigninToken'];

afterEach(() => void vi.unstubAllGlobals());

describe('a starting lab', () => {
  it('shows each step as the server reports it and turns into the running lab', async () => {
    const stream = new FakeStream();
    renderPage('/lab-runs/r1', backend().on(RUN, json(starting), json(labRun())).on(STREAM, stream.response));
    stream.send(operation());
    expect(await screen.findByText('In progress · 30 s')).toBeVisible();
    expect(screen.getByText('Done · 6 s')).toBeVisible();
    stream.send(operation({ status: 'succeeded' }));
    expect(await screen.findByRole('button', { name: 'End lab' })).toBeVisible();
  });

  it('names the place in the queue', async () => {
    const stream = new FakeStream();
    renderPage('/lab-runs/r1', backend(starting).on(STREAM, stream.response));
    stream.send(operation({ queueRank: 3 }));
    expect(await screen.findByText('You are in the queue')).toBeVisible();
    expect(screen.getAllByText('2 people are before you.')[0]).toBeVisible();
  });

  it('says when live updates are interrupted and goes on by polling', async () => {
    renderPage('/lab-runs/r1', backend(starting).on(STREAM, noAnswer).on('GET /api/operations/op1', json(operation())));
    expect(await screen.findByText(/Live updates are interrupted/)).toBeVisible();
    expect(screen.getAllByText('Apply guard rails')[0]).toBeVisible();
  });

  it('asks the server to cancel', async () => {
    const stream = new FakeStream();
    const server = backend(starting).on(STREAM, stream.response).on('POST /api/operations/op1/cancel', json({}, 202));
    renderPage('/lab-runs/r1', server);
    stream.send(operation());
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel start' }));
    expect(server.requests('POST /api/operations/op1/cancel')).toHaveLength(1);
    stream.send(operation({ status: 'cancelled' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Start cancelled' })).toBeVisible();
  });

  it('shows step, reason and code of a failure; Retry is a new start with a new key', async () => {
    const stream = new FakeStream();
    const server = backend(labRun({ state: 'failed' })).on(STREAM, stream.response).on('POST /api/lab-runs', json(operation({ id: 'op2', labRunId: 'r2' }), 202));
    renderPage('/lab-runs/r1', server);
    stream.send(
      operation({
        status: 'failed',
        error: { code: 'LH-PRV-021', message: 'The policy limit is reached.' },
        steps: [{ name: 'apply-guardrails', state: 'failed', startedAt: at(-1), finishedAt: at(0) }],
      }),
    );
    expect(await screen.findByText(/It stopped at the step “Apply guard rails”/)).toBeVisible();
    expect(screen.getByText('The policy limit is reached.')).toBeVisible();
    expect(screen.getByText('Code LH-PRV-021')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await expect.poll(() => screen.getByTestId('where').textContent).toBe('/lab-runs/r2');
    expect(server.requests('POST /api/lab-runs')[0]?.headers['Idempotency-Key']).toBeTruthy();
  });
});

describe('the access panel', () => {
  it('keeps the keys out of the page until they are asked for, and takes them out again', async () => {
    const { container } = renderPage('/lab-runs/r1', backend());
    expect(await screen.findByText(access.accountId)).toBeVisible();
    for (const secret of secrets) expect(container.innerHTML).not.toContain(secret);
    await userEvent.click(screen.getByRole('button', { name: 'Show keys' }));
    expect(screen.getByText(access.secretAccessKey)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Hide keys' }));
    for (const secret of secrets) expect(container.innerHTML).not.toContain(secret);
  });

  it('leaves nothing secret in the address, the storage or the log', async () => {
    const logs = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(console, level));
    renderPage('/lab-runs/r1', backend());
    await userEvent.click(await screen.findByRole('button', { name: 'Show keys' }));
    const left = [window.location.href, JSON.stringify({ ...window.localStorage }), JSON.stringify({ ...window.sessionStorage }), document.cookie, screen.getByTestId('where').textContent];
    for (const log of logs) left.push(JSON.stringify(log.mock.calls));
    for (const secret of secrets) for (const place of left) expect(place).not.toContain(secret);
  });

  it('copies single fields and whole blocks, also while they are hidden', async () => {
    const user = userEvent.setup();
    renderPage('/lab-runs/r1', backend());
    await user.click(await screen.findByRole('button', { name: 'Copy Secret access key' }));
    expect(await navigator.clipboard.readText()).toBe(access.secretAccessKey);
    expect(screen.getByText('Secret access key copied.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Copy commands for Bash' }));
    expect(await navigator.clipboard.readText()).toContain("export AWS_SECRET_ACCESS_KEY='secret'\\''with quote'\n");
    await user.click(screen.getByRole('button', { name: 'PowerShell' }));
    await user.click(screen.getByRole('button', { name: 'Copy commands for PowerShell' }));
    expect(await navigator.clipboard.readText()).toContain("$Env:AWS_SECRET_ACCESS_KEY = 'secret''with quote'\n");
  });

  it('opens the console in a new tab without leaving its address in the page', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    renderPage('/lab-runs/r1', backend());
    await userEvent.click(await screen.findByRole('button', { name: /Open AWS console/ }));
    expect(open).toHaveBeenCalledWith(access.consoleUrl, '_blank', 'noopener,noreferrer');
  });

  it('renews the keys and shows the new ones', async () => {
    renderPage('/lab-runs/r1', backend().on(ACCESS, json(access), json({ ...access, accessKeyId: 'ASIARENEWED' })));
    await userEvent.click(await screen.findByRole('button', { name: 'Show keys' }));
    await userEvent.click(screen.getByRole('button', { name: 'Renew' }));
    expect(await screen.findByText('ASIARENEWED')).toBeVisible();
  });

  it('says why there is no access and can be asked again', async () => {
    renderPage('/lab-runs/r1', backend().on(ACCESS, problem(409, 'LH-PRV-409', 'The lab is not running.'), json(access)));
    expect(await screen.findByText('Code LH-PRV-409')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText(access.accountId)).toBeVisible();
  });
});

describe('ending a lab', () => {
  it('asks first, naming the lab, the account and what is deleted', async () => {
    const server = backend();
    renderPage('/lab-runs/r1', server);
    await screen.findByText(access.accountId);
    await userEvent.click(screen.getByRole('button', { name: 'End lab' }));
    const dialog = screen.getByRole('dialog', { name: /End “Static site”/ });
    expect(within(dialog).getByText(/everything you created in the account 412345678901/)).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep working' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(server.requests(END)).toHaveLength(0);
  });

  it('shows the clean-up, takes the keys away, and uses one key for all tries', async () => {
    const ending = operation({ id: 'op2', kind: 'end-lab', steps: [{ name: 'clean', title: 'Delete everything', state: 'running', startedAt: at(0) }] });
    const stream = new FakeStream();
    const server = backend()
      .on(RUN, json(labRun()), json(labRun({ state: 'ending', operationId: 'op2' })))
      .on(END, noAnswer, json(ending, 202))
      .on('GET /api/operations/op2/events', stream.response);
    const { container } = renderPage('/lab-runs/r1', server);
    await userEvent.click(await screen.findByRole('button', { name: 'Show keys' }));
    await userEvent.click(screen.getByRole('button', { name: 'End lab' }));
    await userEvent.click(screen.getByRole('button', { name: 'End lab and delete' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Cleaning up' })).toBeVisible();
    expect(screen.getByText('Delete everything')).toBeVisible();
    for (const secret of secrets) expect(container.innerHTML).not.toContain(secret);
    const keys = server.requests(END).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });
});
