import type * as z from 'zod/mini';
import { placementRequestSchema } from './placement-request.ts';
import { valueAt } from './request-problem.ts';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

/** Names of the fields that the schema knows at a place of the document; of several shapes there, those of the chosen one. */
export function fieldsAt(document: unknown, path: readonly PropertyKey[]): string[] {
  let schemas: Schema[] = [placementRequestSchema];
  path.forEach((part, index) => {
    schemas = schemas.flatMap((schema) => within(schema, part, valueAt(document, path.slice(0, index))));
  });
  return schemas.flatMap((schema) => shapesOf(schema, valueAt(document, path)).flatMap((shape) => Object.keys(shape)));
}

function within(schema: Schema, part: PropertyKey, value: unknown): Schema[] {
  const definition = unwrapped(schema);
  if (definition.type === 'array') return [definition.element];
  return shapesOf(schema, value).flatMap((shape) => shape[String(part)] ?? []);
}

function shapesOf(schema: Schema, value: unknown): Readonly<Record<string, Schema>>[] {
  const definition = unwrapped(schema);
  if (definition.type === 'object') return [definition.shape];
  if (definition.type !== 'union' || !('discriminator' in definition)) return [];

  const key = definition.discriminator as string;
  const shapes = definition.options.flatMap((option) => shapesOf(option, value));
  const chosen = shapes.filter((shape) => allows(shape[key], valueAt(value, [key])));
  return chosen.length > 0 ? chosen : shapes;
}

function allows(schema: Schema | undefined, value: unknown): boolean {
  const definition = schema && unwrapped(schema);
  return definition?.type === 'literal' && definition.values.includes(value as never);
}

function unwrapped(schema: Schema): Definition {
  const definition = schema._zod.def as Definition;
  return definition.type === 'default' || definition.type === 'optional' ? unwrapped(definition.innerType) : definition;
}
