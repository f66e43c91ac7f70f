import type { z } from 'zod';
import type { StaffAction } from '../permissions.ts';

/** One JSON route: `params` merges path parameters and body (path first), so one strict object describes the whole input. */
export interface RouteRow {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  params: z.ZodType;
  result: z.ZodType;
  /** `public`: no one has to be signed in; else the role table is asked. */
  access: 'public' | StaffAction;
}
