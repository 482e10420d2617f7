// The emulator in a process of its own.
import { startEmulator } from '@ksef/emulator';

const emulator = await startEmulator();
console.log(emulator.qrUrl);
