import type * as z from 'zod/mini';
import { nearest } from '../nearest.ts';
import { checkMeaning } from './check-meaning.ts';
import { API_VERSION, type PlacementRequest, placementRequestSchema } from './placement-request.ts';
import { foundText, pathText, type RequestProblem, valueAt } from './request-problem.ts';
import { fieldsAt } from './schema-fields.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks a document, as it comes out of YAML or JSON, and fills in the defaults.
 *
 * @returns The request, or everything that is wrong with it: every field with its path, what was expected, what was found.
 * What fields mean together is looked at only when each is right by itself.
 */
export function parseRequest(
  document: unknown,
): { readonly request: PlacementRequest } | { readonly problems: readonly RequestProblem[] } {
  const parsed = placementRequestSchema.safeParse(document);
  if (!parsed.success) return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, document)) };

  const problems = checkMeaning(parsed.data);
  return problems.length === 0 ? { request: parsed.data } : { problems };
}

function problemsOf(issue: Issue, document: unknown): RequestProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(document, issue.path);
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      expected: knownFieldsText(key, known),
      found: 'a field that is not known',
    }));
  }
  const found = valueAt(document, issue.path);
  return [{ path: pathText(issue.path), expected: expectedBy(issue), found: foundText(found) }];
}

function knownFieldsText(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  if (meant !== undefined) return `another name, perhaps ${meant}`;
  return known.length === 0 ? 'nothing here' : oneOf(known);
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  boolean: 'true or false',
};

function expectedBy(issue: Issue): string {
  if (issue.path.join('.') === 'apiVersion') return `${API_VERSION}, the only version that is known`;
  if (issue.message !== NO_WORDS) return issue.message;

  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'too_small':
      return atLeast(issue.origin, issue.minimum, issue.inclusive !== false);
    case 'too_big':
      return `${issue.maximum} at most`;
    case 'invalid_union':
      return 'options' in issue ? oneOf((issue.options as unknown[]).map(String)) : 'another value';
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'another value';
  }
}

/** What zod/mini says of everything that the schema has no words for. */
const NO_WORDS = 'Invalid input';

function atLeast(origin: string, minimum: number | bigint, inclusive: boolean): string {
  if (origin === 'string') return 'a text that is not empty';
  if (origin === 'array') return minimum === 1 ? 'a list that is not empty' : `a list of ${minimum} or more`;
  return inclusive ? `${minimum} or more` : `more than ${minimum}`;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`;
}
