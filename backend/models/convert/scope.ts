import type { Constant, Operation } from '../graph-model/read-graph-model.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';

/** What the conversion of one operation works with: the graph it adds to, and what was there before it by name. */
export interface Scope {
  readonly graph: GraphBuilder;
  /** @throws ModelSourceError when no operation of that name was converted. */
  readonly value: (name: string | undefined) => Value;
  /** @throws ModelSourceError when the model has no constant of that name. */
  readonly constant: (name: string | undefined) => Constant;
}

/** Adds what one operation of tfjs is in ONNX to the graph. @returns its output. */
export type Conversion = (operation: Operation, scope: Scope) => Value;
