import '@patternfly/react-styles/css/components/Alert/alert.css';
import type { ReactNode } from 'react';
import { FailureIcon, InfoIcon, SuccessIcon, WarningIcon } from '../icons';

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger';

const icons = { info: InfoIcon, success: SuccessIcon, warning: WarningIcon, danger: FailureIcon };

interface Props {
  tone: NoticeTone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A message inside the page. `danger` is spoken at once, the others when the reader pauses. */
export function Notice({ tone, title, children, actions }: Props) {
  const Icon = icons[tone];
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={`pf-v6-c-alert pf-m-inline pf-m-${tone === 'danger' ? 'danger' : tone}`}>
      <div className="pf-v6-c-alert__icon">
        <Icon />
      </div>
      <p className="pf-v6-c-alert__title">{title}</p>
      {children && <div className="pf-v6-c-alert__description">{children}</div>}
      {actions && <div className="pf-v6-c-alert__action-group">{actions}</div>}
    </div>
  );
}
