import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Turns zod schemas into JSON schemas; those with an `id` become shared components. */
export class SchemaCollector {
  readonly components: Record<string, JsonSchema> = {};

  /** `input`: as it is sent to us; `output`: as we answer. */
  convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const converted = z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      io,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => readAsInteger(jsonSchema as JsonSchema),
    }) as JsonSchema;
    const { $defs, $schema: _dialect, ...rest } = converted;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      this.components[name] = rebase(definition) as JsonSchema;
    }
    const { id } = rest;
    if (typeof id !== 'string') return rebase(rest) as JsonSchema;
    this.components[id] = rebase(rest) as JsonSchema;
    return { $ref: `#/components/schemas/${id}` };
  }
}

/** Numbers in addresses are read from text; whoever calls sends a number all the same. */
function readAsInteger(schema: JsonSchema): void {
  if (!Array.isArray(schema.integerBetween)) return;
  const [minimum, maximum] = schema.integerBetween as [number, number];
  delete schema.integerBetween;
  delete schema.pattern;
  if (typeof schema.default === 'string') schema.default = Number(schema.default);
  Object.assign(schema, { type: 'integer', minimum, maximum });
}

/** `$defs` of one schema become components of the document; ids are their names there and nothing else. */
function rebase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rebase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === 'id' && typeof inner === 'string'))
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', '#/components/schemas/')
          : rebase(inner),
      ]),
  );
}
