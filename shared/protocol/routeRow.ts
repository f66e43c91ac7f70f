import type { z } from 'zod';
import type { StaffAction } from '../permissions.ts';

/** `params` merges path parameters and body; the path wins. */
export interface RouteRow {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  params: z.ZodType;
  result: z.ZodType;
  /** `public` needs no sign-in. */
  access: 'public' | StaffAction;
}
