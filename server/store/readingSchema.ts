import { z } from 'zod';

/** What to do with fields that the schema does not know. */
export type UnknownFields = 'leave-out' | 'refuse';

/**
 * Returns the schema that reads stored values of `schema`: shapes alone. Limits, patterns and trimming are for input, and may change; a value
 * that was stored under other limits reads as it was stored.
 */
export function readingSchema<T>(schema: z.ZodType<T>, unknownFields: UnknownFields): z.ZodType<T> {
  return shapeOf(schema, unknownFields) as z.ZodType<T>;
}

function shapeOf(schema: z.core.$ZodType, unknownFields: UnknownFields): z.ZodType {
  const inside = (part: z.core.$ZodType) => shapeOf(part, unknownFields);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return z.string();
    case 'number':
      return z.number();
    case 'boolean':
    case 'literal':
    case 'enum':
      return schema as z.ZodType;
    case 'array':
      return z.array(inside(def.element));
    case 'object': {
      const fields = Object.entries(def.shape).map(([field, part]) => [field, inside(part)]);
      return unknownFields === 'refuse'
        ? z.strictObject(Object.fromEntries(fields))
        : z.object(Object.fromEntries(fields));
    }
    case 'record':
      return z.record(z.string(), inside(def.valueType));
    case 'optional':
      return inside(def.innerType).optional();
    case 'nullable':
      return inside(def.innerType).nullable();
    case 'default':
      return inside(def.innerType).default(def.defaultValue);
    case 'union':
      return z.union(def.options.map(inside));
    default:
      throw new Error(`A stored value has a part of the type ${def.type}, which has no reading schema.`);
  }
}
