import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, exitCodes } from '../output/cli-error.js';
import { homeFolder } from './home.js';
import { writePrivateFile } from './private-file.js';
import type { Profile, ProfileFile } from './profile.js';

const empty: ProfileFile = { version: 1, profiles: {} };

/** Profiles of this user; the file holds no secrets. */
export class ProfileStore {
  readonly #file: string;

  constructor(env: NodeJS.ProcessEnv) {
    this.#file = join(homeFolder(env), 'profiles.json');
  }

  async read(): Promise<ProfileFile> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return empty;
      throw error;
    }
    return this.#parse(text);
  }

  async save(name: string, profile: Profile): Promise<void> {
    const { profiles } = await this.read();
    await this.#write({ version: 1, current: name, profiles: { ...profiles, [name]: profile } });
  }

  async use(name: string): Promise<void> {
    await this.#write({ ...(await this.read()), current: name });
  }

  async remove(name: string): Promise<void> {
    const { current, profiles } = await this.read();
    const rest = Object.fromEntries(Object.entries(profiles).filter(([other]) => other !== name));
    await this.#write({ version: 1, current: current === name ? undefined : current, profiles: rest });
  }

  #parse(text: string): ProfileFile {
    try {
      const parsed = JSON.parse(text) as ProfileFile;
      if (parsed.version === 1 && typeof parsed.profiles === 'object' && parsed.profiles !== null)
        return parsed;
    } catch {
      // Reported below: whatever is wrong with the file, the solution is the same.
    }
    throw new CliError(`${this.#file} is not a file of profiles. Move it away and run "ksef login" again.`, {
      code: 'INVALID_PROFILES',
      exitCode: exitCodes.usage,
    });
  }

  #write(file: ProfileFile): Promise<void> {
    return writePrivateFile(this.#file, `${JSON.stringify(file, null, 2)}\n`);
  }
}
