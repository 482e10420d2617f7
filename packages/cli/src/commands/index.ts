import type { CommandSpec } from '../command/command-spec.js';
import { administration } from './administration.js';
import { documents } from './documents.js';
import { paying } from './paying.js';
import { profiles } from './profiles.js';
import { receiving } from './receiving.js';
import { sending } from './sending.js';
import { tools } from './tools.js';

/** All commands, in the order of help. */
export const commands: readonly CommandSpec[] = [
  ...profiles,
  ...sending,
  ...receiving,
  ...documents,
  ...paying,
  ...administration,
  ...tools,
];
