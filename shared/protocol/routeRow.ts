import type { z } from 'zod';
import type { StaffAction } from '../permissions.ts';
import { type Given, type nothing, schemaOf } from '../schemaOf.ts';

export interface RouteRow {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  params: z.ZodType;
  result: z.ZodType;
  access: 'public' | StaffAction;
}

/**
 * Describes a route. `params`: fields of path and body; the path wins. Pages send no body with GET and DELETE.
 * `public` needs no sign-in.
 */
export function route<
  Method extends RouteRow['method'],
  const Access extends RouteRow['access'],
  Params extends Given = typeof nothing,
  Result extends Given = typeof nothing,
>(endpoint: `${Method} /${string}`, access: Access, params?: Params, result?: Result) {
  const [method, path] = endpoint.split(' ') as [Method, string];
  return { method, path, params: schemaOf(params), result: schemaOf(result), access };
}
