import { z } from 'zod';
import type { StaffAction } from '../permissions.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteRow {
  method: Method;
  path: string;
  params: z.ZodType;
  result: z.ZodType;
  access: 'public' | StaffAction;
}

type Shape = Readonly<Record<string, z.ZodType>>;
type SchemaOf<Given> = Given extends z.ZodType
  ? Given
  : Given extends Shape
    ? z.ZodObject<Given, z.core.$strict>
    : never;

export const nothing = z.strictObject({});

/**
 * A row of the API. Takes schemas, or fields of strict objects. `params` merges path parameters and body; the path
 * wins. Access `public` needs no sign-in.
 */
export function route<
  M extends Method,
  const Access extends RouteRow['access'],
  Params extends z.ZodType | Shape = typeof nothing,
  Result extends z.ZodType | Shape = typeof nothing,
>(endpoint: `${M} /${string}`, access: Access, params?: Params, result?: Result) {
  const [method, path] = endpoint.split(' ') as [M, string];
  return { method, path, params: schemaOf(params), result: schemaOf(result), access };
}

function schemaOf<Given extends z.ZodType | Shape>(given?: Given): SchemaOf<Given> {
  return (given instanceof z.ZodType ? given : z.strictObject(given ?? {})) as SchemaOf<Given>;
}
