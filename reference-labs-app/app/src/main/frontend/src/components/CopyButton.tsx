import { CopyIcon, DoneIcon } from './icons';
import { useEffect, useRef, useState } from 'react';
import { messages } from '../messages';
import { Button } from '../toolkit';

type Outcome = 'copied' | 'failed' | undefined;
const SHOWN_MILLIS = 3_000;

interface Props {
  /** What is copied, read at the click. */
  text: () => string;
  /** Names the thing for people who cannot see where the button is. */
  what: string;
  /** With words on the button instead of the icon alone. */
  wide?: boolean;
}

export function CopyButton({ text, what, wide = false }: Props) {
  const [outcome, setOutcome] = useState<Outcome>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    let result: Outcome = 'copied';
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      result = 'failed';
    }
    setOutcome(result);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome(undefined), SHOWN_MILLIS);
  };

  const { access } = messages;
  const word = outcome === 'copied' ? access.copied : outcome === 'failed' ? access.copyFailed : access.copy;
  return (
    <>
      <Button
        variant={wide ? 'secondary' : 'plain'}
        size="sm"
        aria-label={access.copyOf(what)}
        icon={outcome === 'copied' ? <DoneIcon /> : <CopyIcon />}
        onClick={() => void copy()}
      >
        {wide ? word : undefined}
      </Button>
      <span className="labs-sr-only" role="status">
        {outcome === 'copied' && access.copiedOf(what)}
        {outcome === 'failed' && access.copyFailedOf(what)}
      </span>
    </>
  );
}
