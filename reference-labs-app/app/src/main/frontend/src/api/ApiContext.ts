import { createContext, useContext } from 'react';
import type { Api } from './api';

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('no ApiContext above this component');
  return api;
}
