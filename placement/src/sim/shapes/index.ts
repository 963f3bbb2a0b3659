import type { FleetShape } from '../fleet-shape.ts';
import { cloud } from './cloud.ts';
import { factory } from './factory.ts';
import { retail } from './retail.ts';
import { telco } from './telco.ts';

export const SHAPES = { factory, retail, telco, cloud } as const satisfies Record<string, FleetShape>;

export type ShapeName = keyof typeof SHAPES;

export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[];
