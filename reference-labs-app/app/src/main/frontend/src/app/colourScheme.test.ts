import { expect, it } from 'vitest';
import { followColourScheme } from './colourScheme';

it('the page follows the colour scheme of the system', () => {
  const system = Object.assign(new EventTarget(), { matches: true }) as unknown as { matches: boolean } & EventTarget;
  followColourScheme(system as unknown as MediaQueryList);
  expect(document.documentElement).toHaveClass('pf-v6-theme-dark');
  system.matches = false;
  system.dispatchEvent(new Event('change'));
  expect(document.documentElement).not.toHaveClass('pf-v6-theme-dark');
});
