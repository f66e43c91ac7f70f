import { createContext, type ReactNode } from 'react';

/** What the consensus shows about the people for whom the comparison waits. Absent outside the console. */
export const ComparisonPeople = createContext<ReactNode>(undefined);
