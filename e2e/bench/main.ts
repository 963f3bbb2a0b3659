import { parseArgs } from 'node:util';
import { writePart } from './benchmark-page.ts';
import { measureBundle } from './bundle-figures.ts';
import { measuredLoad, writeMeasuredLoad } from './measured-load.ts';
import { report } from './report.ts';
import { measureService } from './service-figures.ts';

const { values } = parseArgs({ options: { logins: { type: 'string', default: '200' } } });
const logins = Number(values.logins);
if (!Number.isInteger(logins) || logins < 4) throw new Error('--logins wants a whole number of at least 4');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`${logins} logins in real time; about ${Math.ceil((logins * 6) / 60)} minutes ...`);
const service = await measureService(logins, say);
const text = report(service, measureBundle());
writePart('service', text);
writeMeasuredLoad(measuredLoad(service));
say(text);
