import { createContext, useContext } from 'react';
import type { MediaFileId } from '../../../shared/ids.ts';

/** Where the clips of a report come from. */
export interface ReportMedia {
  /** Undefined while nothing may be fetched. */
  urlOf: (fileId: MediaFileId) => string | undefined;
  /** A clip did not arrive; resolves when its address is worth another try. */
  rescue: () => Promise<void>;
}

/** Without one, as in a preview, clips are only described. */
export const ReportMediaContext = createContext<ReportMedia | undefined>(undefined);

/** The language that the report's author and kit write in. It can differ from the page's. */
export const ReportLanguage = createContext<string | undefined>(undefined);

export function useReportLanguage(): string | undefined {
  return useContext(ReportLanguage);
}

export function useReportMedia(): ReportMedia | undefined {
  return useContext(ReportMediaContext);
}
