import { CopyButton } from '../../../components/CopyButton';
import { messages } from '../../../messages';

interface Props {
  term: string;
  value: string;
  name: string;
  /** The value is then not in the page at all, only dots; copying still works. */
  hidden?: boolean;
}

export function AccessField({ term, value, name, hidden = false }: Props) {
  return (
    <div className="labs-field">
      <dt>{term}</dt>
      <dd>
        {hidden ? (
          <span className="labs-field-value labs-field-hidden">
            <span aria-hidden>••••••••••••</span>
            <span className="labs-sr-only">{messages.access.hidden}</span>
          </span>
        ) : (
          <span className="labs-field-value" data-field={name}>
            {value}
          </span>
        )}
        <CopyButton text={() => value} what={term} />
      </dd>
    </div>
  );
}
