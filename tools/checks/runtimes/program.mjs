// The flows in this process; everything they need is in PROGRAM_INPUT.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileJournal } from '@ksef/client';
import { makeFlows, runFlows } from './flows.mjs';

const { online, ...others } = makeFlows(JSON.parse(process.env.PROGRAM_INPUT));
const journal = fileJournal(await mkdtemp(join(tmpdir(), 'ksef-journal-')));
const { isWell, text } = await runFlows({ online: () => online({ journal, runId: 'first' }), ...others });
console.log(text);
process.exitCode = isWell ? 0 : 1;
