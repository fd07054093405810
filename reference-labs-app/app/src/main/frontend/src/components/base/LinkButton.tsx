import '@patternfly/react-styles/css/components/Button/button.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  to: string;
  variant: 'primary' | 'secondary' | 'link';
  size?: 'small' | 'large';
  block?: boolean;
  label?: string;
  children: ReactNode;
}

/** A link of this site that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({ to, variant, size, block = false, label, children }: Props) {
  const modifiers = [`pf-m-${variant}`, size === 'small' ? 'pf-m-small' : '', size === 'large' ? 'pf-m-display-lg' : '', block ? 'pf-m-block' : ''];
  return (
    <Link to={to} aria-label={label} className={['pf-v6-c-button', ...modifiers].join(' ')}>
      <span className="pf-v6-c-button__text">{children}</span>
    </Link>
  );
}
