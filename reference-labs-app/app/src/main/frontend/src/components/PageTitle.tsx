import { useEffect, useRef } from 'react';
import { useSite } from '../domains/session/hooks/useSite';
import { messages } from '../messages';

/**
 * The heading of a page. Names the browser tab, and takes the focus when the page is entered, so that keyboard and
 * screen-reader users start at the new content.
 */
export function PageTitle({ children, tab = children, focus = true }: { children: string; tab?: string; focus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { brand } = useSite();
  useEffect(() => {
    document.title = messages.app.title(tab, brand.name);
  }, [tab, brand.name]);
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
  }, [focus]);
  return (
    <h1 className="labs-title" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
