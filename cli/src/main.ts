import { Command } from 'commander';

const program = new Command('face-auth').description('Which clusters can take Face Auth, which is best, and why');

await program.parseAsync();
