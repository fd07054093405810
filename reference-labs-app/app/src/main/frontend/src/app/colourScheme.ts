const DARK_CLASS = 'pf-v6-theme-dark';

/** Light or dark as the user's system says, now and when it changes; the tenant's sheet has colours for both. */
export function followColourScheme(dark: MediaQueryList = window.matchMedia('(prefers-color-scheme: dark)')): void {
  const apply = () => document.documentElement.classList.toggle(DARK_CLASS, dark.matches);
  dark.addEventListener('change', apply);
  apply();
}
