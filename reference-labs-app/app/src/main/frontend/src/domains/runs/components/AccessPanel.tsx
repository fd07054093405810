import { HideIcon, NewTabIcon, RenewIcon, ShowIcon } from '../../../components/icons';
import { useState } from 'react';
import { useApi } from '../../../api/ApiContext';
import type { LabAccess } from '../../../api/types';
import { CopyButton } from '../../../components/CopyButton';
import { safeLink } from '../../../components/markdown/safety';
import { ProblemAlert } from '../../../components/ProblemAlert';
import { ProblemPanel } from '../../../components/ProblemPanel';
import { showTime } from '../../../components/times';
import { useServerNow } from '../../../components/useServerNow';
import { messages } from '../../../messages';
import { Button, Label, Skeleton, ToggleGroup, ToggleGroupItem } from '../../../toolkit';
import { useAccess } from '../hooks/useAccess';
import { shellCommands, type Shell } from '../service/shellCommands';
import { AccessField } from './AccessField';

/** A console link is good for some minutes only; an older one is fetched anew before it is opened. */
const CONSOLE_LINK_MILLIS = 5 * 60_000;

export function AccessPanel({ runId }: { runId: string }) {
  const access = useAccess(runId);
  const text = messages.access;
  return (
    <section className="labs-side-card" aria-labelledby="access-heading" data-testid="access">
      <div className="labs-side-head">
        <h2 id="access-heading">{text.heading}</h2>
      </div>
      <p className="labs-small labs-muted">{text.lead}</p>
      {access.isPending && <WaitingFields />}
      {access.isError && !access.data && <ProblemPanel error={access.error} headingLevel="h3" onRetry={() => void access.refetch()} />}
      {access.data && (
        <Details
          access={access.data}
          loadedAt={access.dataUpdatedAt}
          isRenewing={access.isFetching}
          problem={access.error}
          renew={async () => (await access.refetch()).data}
        />
      )}
    </section>
  );
}

interface DetailsProps {
  access: LabAccess;
  loadedAt: number;
  isRenewing: boolean;
  problem: Error | null;
  renew: () => Promise<LabAccess | undefined>;
}

function Details({ access, loadedAt, isRenewing, problem, renew }: DetailsProps) {
  const text = messages.access;
  const openConsole = async () => {
    const fresh = Date.now() - loadedAt < CONSOLE_LINK_MILLIS ? access : await renew();
    const target = fresh && safeLink(fresh.consoleUrl);
    if (target) window.open(target, '_blank', 'noopener,noreferrer');
  };
  return (
    <>
      <dl className="labs-fields">
        <AccessField term={text.accountId} value={access.accountId} name="accountId" />
        <AccessField term={text.region} value={access.region} name="region" />
        <AccessField term={text.role} value={access.roleName} name="roleName" />
      </dl>
      <Button variant="primary" isBlock icon={<NewTabIcon />} iconPosition="end" onClick={() => void openConsole()}>
        {text.openConsole}
        <span className="labs-sr-only"> ({messages.app.opensNewTab})</span>
      </Button>
      <p className="labs-small labs-muted">{text.consoleHint(access.roleName)}</p>
      <Keys access={access} isRenewing={isRenewing} renew={() => void renew()} />
      {problem && <ProblemAlert error={problem} title={text.consoleFailed} onRetry={() => void renew()} />}
    </>
  );
}

function Keys({ access, isRenewing, renew }: { access: LabAccess; isRenewing: boolean; renew: () => void }) {
  const [shown, setShown] = useState(false);
  const [shell, setShell] = useState<Shell>('bash');
  const now = useServerNow(useApi().clock);
  const text = messages.access;
  const expired = now !== undefined && now >= Date.parse(access.expiresAt);
  const commands = shellCommands(shell, access);
  return (
    <div className="labs-keys">
      <div className="labs-side-head">
        <h3>{text.keys}</h3>
        <Button
          variant="link"
          isInline
          size="sm"
          icon={shown ? <HideIcon /> : <ShowIcon />}
          aria-expanded={shown}
          aria-controls="access-keys"
          onClick={() => setShown(!shown)}
        >
          {shown ? text.hide : text.show}
        </Button>
      </div>
      <dl className="labs-fields" id="access-keys">
        <AccessField term={text.accessKeyId} value={access.accessKeyId} name="accessKeyId" hidden={!shown} />
        <AccessField term={text.secretAccessKey} value={access.secretAccessKey} name="secretAccessKey" hidden={!shown} />
        <AccessField term={text.sessionToken} value={access.sessionToken} name="sessionToken" hidden={!shown} />
      </dl>
      <div className="labs-keys-expiry">
        {expired ? <Label tone="danger">{text.expired}</Label> : <span className="labs-small labs-muted">{text.expires(showTime(access.expiresAt))}</span>}
        <Button variant="secondary" size="sm" icon={<RenewIcon />} isLoading={isRenewing} isDisabled={isRenewing} onClick={renew}>
          {isRenewing ? text.renewing : text.renew}
        </Button>
      </div>
      <h4>{text.block}</h4>
      <div className="labs-keys-shell">
        <ToggleGroup isCompact aria-label={text.shell}>
          <ToggleGroupItem text={text.bash} isSelected={shell === 'bash'} onChange={() => setShell('bash')} />
          <ToggleGroupItem text={text.powershell} isSelected={shell === 'powershell'} onChange={() => setShell('powershell')} />
        </ToggleGroup>
        <CopyButton wide text={() => commands} what={text.blockOf(text[shell])} />
      </div>
      {shown && (
        <div className="labs-code-block">
          <pre tabIndex={0} aria-label={text.block}>
            <code>{commands}</code>
          </pre>
        </div>
      )}
      <p className="labs-small labs-muted">{text.neverShare}</p>
    </div>
  );
}

function WaitingFields() {
  return (
    <div role="status" aria-label={messages.app.loading} className="labs-waiting-fields">
      <Skeleton />
      <Skeleton width="70%" />
      <Skeleton width="50%" />
    </div>
  );
}
