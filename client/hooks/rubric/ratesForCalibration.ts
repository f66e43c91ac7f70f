import { createContext } from 'react';

/** True if the viewer's ratings don't count and are only compared with those of other evaluators. */
export const RatesForCalibration = createContext(false);
