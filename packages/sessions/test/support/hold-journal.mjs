// Opens a run of the journal in a folder, writes one entry, and holds it until killed.
import { fileJournal } from '../../dist/index.js';

const [folder, runId] = process.argv.slice(2);
const run = await fileJournal(folder).open(runId);
await run.append([{ type: 'held' }]);
process.send('holding');
setInterval(() => {}, 1_000);
