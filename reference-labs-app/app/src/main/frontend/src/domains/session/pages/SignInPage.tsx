import { ForwardIcon, SuccessIcon } from '../../../components/icons';
import { useLocation } from 'react-router';
import { PageTitle } from '../../../components/PageTitle';
import { messages } from '../../../messages';
import { Button, Notice } from '../../../toolkit';
import { BrandMark } from '../components/BrandMark';
import { useSession } from '../hooks/useSession';
import { useSite } from '../hooks/useSite';
import type { SessionState } from '../service/session';

/** The tenant's front door: its brand, and the way to its identity provider. */
export function SignInPage({ state }: { state: Extract<SessionState, { status: 'signed-out' }> }) {
  const { brand, signIn, simulated } = useSite();
  const { session } = useSession();
  const location = useLocation();
  const text = messages.signIn;
  return (
    <div className="labs-sign-in">
      <aside className="labs-sign-in-brand" aria-label={brand.name}>
        <p className="labs-sign-in-tagline">{brand.tagline || brand.name}</p>
        <ul className="labs-sign-in-points">
          {text.points.map((point) => (
            <li key={point.title}>
              <SuccessIcon />
              <span>
                <strong>{point.title}</strong>
                <span>{point.body}</span>
              </span>
            </li>
          ))}
        </ul>
      </aside>
      <main className="labs-sign-in-main" id="content">
        <div className="labs-sign-in-form">
          <BrandMark />
          <PageTitle tab={text.page} focus={false}>
            {text.heading(brand.name)}
          </PageTitle>
          <SignedOutNotice reason={state.reason} />
          <p className="labs-muted">{text.lead}</p>
          <Button
            variant="primary"
            size="lg"
            isBlock
            icon={<ForwardIcon />}
            iconPosition="end"
            onClick={() => void session.signIn(location.pathname + location.search)}
          >
            {text.button}
          </Button>
          <p className="labs-small labs-muted">{text.destination(hostOf(signIn.issuer))}</p>
          {brand.supportUrl && (
            <p className="labs-small">
              <a href={brand.supportUrl}>{messages.app.support}</a>
            </p>
          )}
          {simulated && <p className="labs-small labs-muted labs-sign-in-simulated">{messages.app.simulated}</p>}
        </div>
      </main>
    </div>
  );
}

function SignedOutNotice({ reason }: { reason: 'expired' | 'left' | 'failed' | undefined }) {
  if (reason === undefined) return null;
  const { signedOut, expired, failed } = messages.signIn;
  const [tone, title] = ({ left: ['success', signedOut], expired: ['warning', expired], failed: ['danger', failed] } as const)[
    reason
  ];
  return <Notice tone={tone} title={title} />;
}

function hostOf(issuer: string): string {
  try {
    return new URL(issuer).host;
  } catch {
    return issuer;
  }
}
