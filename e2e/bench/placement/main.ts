import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../../tools/folders.ts';
import { writePart } from '../benchmark-page.ts';
import { growthPlot } from './growth-plot.ts';
import { measureBundles } from './measure-bundle.ts';
import { measureMemory } from './measure-memory.ts';
import { measureGrowth, measurePlans } from './measure-plans.ts';
import { placementReport, PLOT_FILE } from './placement-report.ts';
import { type Question, QUESTIONS } from './questions.ts';

const CLUSTERS = 1000;
const questions = Object.keys(QUESTIONS) as Question[];

const plans = questions.map((question) => measurePlans(question, CLUSTERS));
const growth = questions.map((question) => ({ question, growth: measureGrowth(question) }));
const memory = questions.map((question) => ({ question, memory: measureMemory(question, 10_000) }));
const text = placementReport({ clusters: CLUSTERS, plans, growth, memory, bundles: await measureBundles() });

const curves = growth.map(({ question, growth: points }) => ({ name: question, growth: points }));
writeFileSync(path.join(REPOSITORY, 'docs', PLOT_FILE), growthPlot(curves, 'Time of a plan'));
writePart('placement', text);
process.stdout.write(text);
