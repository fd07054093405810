import '@patternfly/react-styles/css/components/Label/label.css';
import type { ReactNode } from 'react';
import type { Tone } from '../state/states';

const tones: Record<Tone, string> = {
  neutral: '',
  info: 'pf-m-blue',
  success: 'pf-m-green',
  warning: 'pf-m-orange',
  danger: 'pf-m-red',
};

interface Props {
  children: ReactNode;
  tone?: Tone;
  icon?: ReactNode;
  outline?: boolean;
  compact?: boolean;
}

/** The toolkit's label look without its tooltip machinery. */
export function Label({ children, tone = 'neutral', icon, outline = false, compact = false }: Props) {
  const modifiers = [tones[tone], outline ? 'pf-m-outline' : 'pf-m-filled', compact ? 'pf-m-compact' : ''];
  return (
    <span className={['pf-v6-c-label', ...modifiers].join(' ')}>
      <span className="pf-v6-c-label__content">
        {icon && <span className="pf-v6-c-label__icon">{icon}</span>}
        <span className="pf-v6-c-label__text">{children}</span>
      </span>
    </span>
  );
}
