import { describe, expect, it } from 'vitest';
import { BackgroundJobs } from '../../src/kernel/background-jobs.js';

describe('work in the background', () => {
  it('tells of a failure, ends nothing by it, and can begin anew', async () => {
    const heard: unknown[] = [];
    const jobs = new BackgroundJobs((name, error) => heard.push([name, String(error)]));
    let begun = 0;
    const failing = async () => {
      begun++;
      throw new Error('no room');
    };
    jobs.start('clean', failing);
    jobs.start('clean', failing);
    expect(begun).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    jobs.start('clean', failing);
    await jobs.stop();
    expect(begun).toBe(2);
    expect(heard).toEqual(Array(2).fill(['clean', 'Error: no room']));
    jobs.start('clean', failing);
    expect(begun).toBe(2);
  });
});
