import { createContext, useContext } from 'react';
import type { Site } from '../../../api/types';

export const SiteContext = createContext<Site | undefined>(undefined);

/** The site this address belongs to: tenant, brand and where to sign in. */
export function useSite(): Site {
  const site = useContext(SiteContext);
  if (site === undefined) throw new Error('no SiteContext above this component');
  return site;
}
