import { z } from 'zod';

type Shape = Readonly<Record<string, z.ZodType>>;
/** A schema, or the fields for a strict object. */
export type Given = z.ZodType | Shape;
type SchemaOf<G extends Given> = G extends z.ZodType ? G : z.ZodObject<Extract<G, Shape>, z.core.$strict>;

export const nothing = z.strictObject({});

/** Returns the schema. Without an argument, returns the schema of an empty object. */
export function schemaOf<G extends Given>(given?: G): SchemaOf<G> {
  return (given instanceof z.ZodType ? given : z.strictObject(given ?? {})) as SchemaOf<G>;
}
