import { readFileSync } from 'node:fs';
import { parseRequest, type PlacementRequest, problemText } from '@face-auth/placement';
import { CORE_SCHEMA, load } from 'js-yaml';
import { CommandError, messageOf } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

/**
 * A request in YAML or JSON, checked.
 *
 * @param file `-` is stdin.
 * @throws CommandError that names every wrong field.
 */
export function readRequest(file: string): PlacementRequest {
  const where = file === '-' ? 'stdin' : file;
  const parsed = parseRequest(readDocument(file, where));
  if ('request' in parsed) return parsed.request;
  const problems = parsed.problems.map((problem) => `  ${problemText(problem)}`);
  throw new CommandError(EXIT.badInput, [`${where} is no request that can be planned:`, ...problems].join('\n'));
}

function readDocument(file: string, where: string): unknown {
  try {
    return load(readFileSync(file === '-' ? 0 : file, 'utf8'), { schema: CORE_SCHEMA });
  } catch (error) {
    throw new CommandError(EXIT.badInput, `${where} cannot be read: ${messageOf(error)}`);
  }
}
